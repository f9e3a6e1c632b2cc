//! Key files and bare keys.

use crate::common::{key_file, vectors};
use crate::{ISSUER, failing, look, pem, whole_key_file};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use edgemint::help::inspect::Kind;
use serde_json::json;

#[test]
fn a_good_key_file_passes_in_every_form() {
    let file = whole_key_file();
    for text in [
        file.clone(),
        serde_json::to_string_pretty(&vectors("service_account.json")).unwrap(),
        STANDARD.encode(&file),
        json!(file).to_string(),
        format!("'{file}'"),
        key_file("private_key", Some(&pem().replace('\n', "\\n"))),
        key_file("client_id", None),
        key_file("private_key_id", None),
        key_file("universe_domain", None),
    ] {
        let found = look(&text);
        assert_eq!(
            (found.kind, failing(&found)),
            (Kind::KeyFile, vec![]),
            "{found:?}"
        );
        let key = found.key.unwrap();
        assert_eq!(key.client_email.as_deref(), Some(ISSUER));
        assert_eq!(key.bits, Some(2048));
    }
}

#[test]
fn each_damaged_field_of_a_key_file_fails_its_check() {
    let pem = pem();
    let cut = &pem[..900];
    let mut lines: Vec<_> = pem.lines().collect();
    lines.remove(5);
    let without_a_line = lines.join("\n");
    let encrypted = pem.replace("PRIVATE KEY", "ENCRYPTED PRIVATE KEY");
    let public = pem.replace("PRIVATE KEY", "PUBLIC KEY");
    // Inside a prime, so that the structure still holds.
    let changed = format!(
        "{}{}{}",
        &pem[..1250],
        if &pem[1250..1251] == "A" { "B" } else { "A" },
        &pem[1251..]
    );
    for (field, value, part) in [
        ("type", Some("authorized_user"), "service_account"),
        ("universe_domain", Some("example.com"), "googleapis.com"),
        ("client_email", None, "missing"),
        ("client_email", Some("ada"), "address"),
        ("client_id", Some("ada@example.com"), "number"),
        ("private_key_id", Some("a b"), "blanks"),
        ("token_uri", Some("https://evil.example/token"), "elsewhere"),
        ("private_key", None, "missing"),
        ("private_key", Some(""), "missing"),
        ("private_key", Some("x"), "PEM"),
        ("private_key", Some(cut), "PEM"),
        ("private_key", Some(&without_a_line), "private_key"),
        ("private_key", Some(&encrypted), "encrypted"),
        ("private_key", Some(&public), "public key"),
        ("private_key", Some(&changed), "damaged"),
    ] {
        let found = look(&key_file(field, value));
        assert_eq!(
            (found.kind, failing(&found)),
            (Kind::KeyFile, vec![field]),
            "{value:?}"
        );
        let check = found.checks.iter().find(|check| check.id == field).unwrap();
        assert!(check.what.contains(part), "{part}: {}", check.what);
    }
}

#[test]
fn files_that_are_no_service_accounts_key_are_named() {
    let pem = pem();
    for (text, expected) in [
        (
            r#"{"installed":{"client_id":"x","client_secret":"y"}}"#.to_owned(),
            "type",
        ),
        (
            r#"{"type":"authorized_user","refresh_token":"1//x"}"#.into(),
            "type",
        ),
        (
            format!("{{\"type\":\"service_account\",\"private_key\":\"{pem}\"}}"),
            "json",
        ),
        (format!("{},", whole_key_file()), "json"),
        (r#"{"client_email":7}"#.into(), "json"),
    ] {
        let found = look(&text);
        assert_eq!(found.kind, Kind::KeyFile, "{expected}");
        assert!(failing(&found).contains(&expected), "{found:?}");
    }
}

#[test]
fn a_bare_key_is_checked_and_not_enough() {
    let found = look(&pem());
    assert_eq!((found.kind, found.ok()), (Kind::PrivateKey, true));
    assert_eq!(found.key.unwrap().bits, Some(2048));
    for damaged in [&pem()[..900], &pem().replace("MII", "M*I")] {
        let found = look(damaged);
        assert_eq!(
            (found.kind, failing(&found)),
            (Kind::PrivateKey, vec!["private_key"])
        );
    }
}
