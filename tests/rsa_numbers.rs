//! Keys whose numbers belong together, or nearly: every build has one verdict, and a key is blamed
//! for what is the key's fault.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test's helper fails by panicking"
)]

mod common;

use base64::{Engine, engine::general_purpose::STANDARD};
use common::{key_file, list, rng, text, vectors};
use edgemint::help::inspect::{Against, inspect};
use edgemint::proto::key::{EncodedKey, KeyProblem, RsaNumbers};
use edgemint::proto::rs256::kernel::FastKey;
use edgemint::proto::rs256::portable::PortableKey;
use edgemint::{ServiceAccountKey, SignerError, UnixTime};
use serde_json::Value;

fn cases() -> Vec<Value> {
    list(&vectors("rsa_numbers.json"), "cases").to_vec()
}

/// The variant's name; `None` where the key is taken.
fn name(verdict: Result<(), KeyProblem>) -> Option<&'static str> {
    match verdict {
        Ok(()) => None,
        Err(KeyProblem::Composite) => Some("Composite"),
        Err(KeyProblem::Inconsistent { .. }) => Some("Inconsistent"),
        Err(KeyProblem::UnbalancedPrimes) => Some("UnbalancedPrimes"),
        Err(other) => panic!("{other:?}"),
    }
}

fn problem(error: SignerError) -> KeyProblem {
    match error {
        SignerError::Key(error) => error.problem,
        other => panic!("{other:?}"),
    }
}

#[test]
fn each_key_signs_or_is_refused_as_listed() {
    for case in cases() {
        let file = key_file("private_key", Some(text(&case, "private_key")));
        let signed = ServiceAccountKey::from_json(&file)
            .and_then(|key| key.signing_key().sign(b"message", &mut rng(1)));
        if let Ok(signature) = &signed {
            assert!(!signature.after_fault, "{case}");
        }
        let found = name(signed.map(drop).map_err(problem));
        assert_eq!(found, case["problem"].as_str(), "{}", case["id"]);
    }
}

/// PKCS#1 behind PKCS#8's envelope, which all of these have.
fn pkcs1(private_key: &str) -> Vec<u8> {
    let lines = private_key.lines().filter(|line| !line.starts_with('-'));
    let der = STANDARD.decode(lines.collect::<String>()).unwrap();
    der[26..].to_vec()
}

#[test]
fn both_implementations_have_one_verdict() {
    for case in cases() {
        let der = pkcs1(text(&case, "private_key"));
        let numbers = RsaNumbers::from_pkcs1(&der).unwrap();
        let fast = FastKey::new(&numbers).map(drop);
        assert_eq!(fast, PortableKey::new(&numbers).map(drop), "{}", case["id"]);
        // That p and q are prime is found out when they sign.
        let expected = case["problem"].as_str().filter(|name| *name != "Composite");
        assert_eq!(name(fast), expected, "{}", case["id"]);
    }
}

#[test]
fn what_cannot_sign_is_no_fault_of_the_machine_in_either() {
    for case in cases() {
        if case["problem"] != "Composite" {
            continue;
        }
        let der = pkcs1(text(&case, "private_key"));
        let numbers = RsaNumbers::from_pkcs1(&der).unwrap();
        let representative = [7; 255];
        let fast = FastKey::new(&numbers).unwrap();
        let fast = fast.private_operation(&representative, &mut rng(1));
        let portable = PortableKey::new(&numbers).unwrap();
        let portable = portable.private_operation(&representative, &mut rng(1));
        // The raw operation does not look for a reason; `SigningKey` does.
        assert_eq!(
            (fast, portable),
            (Err(SignerError::Fault), Err(SignerError::Fault))
        );
    }
}

#[test]
fn an_inspection_says_all_of_it_without_signing() {
    for case in cases() {
        let against = Against {
            now: UnixTime::from_secs(1_800_000_000),
            token_uri: None,
            key: None,
        };
        let file = key_file("private_key", Some(text(&case, "private_key")));
        let found = inspect(&file, &against);
        assert_eq!(found.ok(), case["problem"].is_null(), "{case} {found:?}");
    }
}

#[test]
fn a_platform_that_signs_by_itself_is_given_none_with_unbalanced_primes() {
    for case in cases() {
        let file = key_file("private_key", Some(text(&case, "private_key")));
        let given = EncodedKey::from_json(&file, None).and_then(|key| key.to_pkcs8());
        let refused = given.is_err_and(|error| error.problem == KeyProblem::UnbalancedPrimes);
        assert_eq!(
            refused,
            case["problem"] == "UnbalancedPrimes",
            "{}",
            case["id"]
        );
    }
}
