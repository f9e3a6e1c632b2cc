//! What is said of assertions, tokens and key files, good and damaged, and what is never said.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test's helper fails by panicking"
)]

#[path = "../common/mod.rs"]
mod common;
mod key_files;
mod tokens;

use common::{list, text, vectors};
use edgemint::UnixTime;
use edgemint::help::inspect::{Against, Inspection, inspect};
use serde_json::Value;

const NOW: u64 = 1_800_000_000;
const ISSUER: &str = "vectors@edgemint-vectors.iam.gserviceaccount.com";

fn whole_key_file() -> String {
    vectors("service_account.json").to_string()
}

fn pem() -> String {
    text(&vectors("service_account.json"), "private_key").into()
}

fn against() -> Against<'static> {
    Against {
        now: UnixTime::from_secs(NOW),
        token_uri: None,
        key: None,
    }
}

fn look(text: &str) -> Inspection {
    let found = inspect(text, &against());
    assert_harmless(&found);
    found
}

/// Words for people, and nothing of the key or a signature.
fn assert_harmless(found: &Inspection) {
    let json = found.to_json();
    let value: Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(value["ok"].as_bool(), Some(found.ok()), "{json}");
    for check in list(&value, "checks") {
        let (ok, what) = (check["ok"].as_bool().unwrap(), text(check, "what"));
        assert!(what.len() > 8 && what.ends_with('.'), "{what}");
        assert_eq!(ok, check.get("remedy").is_none(), "{check}");
    }
    assert!(!json.contains("PRIVATE KEY"), "{json}");
    let compact: String = pem().lines().skip(1).collect();
    let mut pieces = compact
        .as_bytes()
        .chunks(24)
        .map(|piece| std::str::from_utf8(piece).unwrap());
    assert!(
        pieces.all(|piece| piece.len() < 24 || !json.contains(piece)),
        "{json}"
    );
}

/// The checks that do not hold.
fn failing(found: &Inspection) -> Vec<&'static str> {
    let failing = found.checks.iter().filter(|check| !check.ok());
    failing.map(|check| check.id).collect()
}
