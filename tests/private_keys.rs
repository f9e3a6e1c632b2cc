//! `private_key` texts in every state of repair: which are taken, which are refused, and that a
//! refusal quotes nothing of the key.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test's helper fails by panicking"
)]

mod common;

use common::{emsa, key_file, list, public_operation, rng, text, vectors};
use edgemint::proto::catalogue::Code;
use edgemint::proto::key::{EncodedKey, KeyProblem};
use edgemint::{Error, ServiceAccountKey};
use num_bigint::BigUint;
use rsa::pkcs8::DecodePrivateKey;
use rsa::traits::PublicKeyParts;
use serde_json::Value;

const MESSAGE: &[u8] = b"the same bytes for every key";

/// What `either` in the vectors became here.
const TAKEN_THOUGH_ODD: [&str; 5] = [
    "may-literal-backslash-n",
    "bad-no-newlines",
    "bad-bom",
    "may-attributes",
    "may-d-mod-lambda",
];

fn cases() -> Vec<Value> {
    list(&vectors("derived_private_keys.json"), "cases").to_vec()
}

fn read(private_key: &str) -> Result<ServiceAccountKey, Error> {
    Ok(ServiceAccountKey::from_json(&key_file(
        "private_key",
        Some(private_key),
    ))?)
}

fn sign(key: &ServiceAccountKey) -> Vec<u8> {
    key.signing_key().sign(MESSAGE, &mut rng(6)).unwrap().bytes
}

/// The key that most cases were derived from.
fn rfc_7515_key() -> String {
    text(&vectors("rfc7515_a2.json"), "pkcs8_pem").into()
}

/// Fails where the error is about something else, or shows twelve characters of the key in a row.
fn check_refusal(error: &Error, private_key: &str, case: &str) {
    assert_eq!(error.code(), Code::InvalidKey, "{case}");
    let Error::InvalidKey(key_error) = error else {
        panic!("{case}: {error:?}")
    };
    assert_eq!(key_error.field, "private_key", "{case}");
    let shown = format!("{error} {error:?} {}", error.remedy());
    let quoted = body(private_key);
    for window in shown.as_bytes().windows(12) {
        let window = std::str::from_utf8(window).unwrap();
        assert!(!quoted.contains(window), "{case}: {shown}");
    }
    assert!(!error.remedy().is_empty() && !error.retryable(), "{case}");
}

/// The base64 of the key: everything but the BEGIN and END lines and white space.
fn body(private_key: &str) -> String {
    let text = private_key.replace("\\n", "\n");
    let inner = text
        .rsplit_once("-----END")
        .map_or(text.as_str(), |(before, _)| before);
    let inner = inner
        .split_once("KEY-----")
        .map_or(inner, |(_, after)| after);
    inner.split_ascii_whitespace().collect()
}

/// Of a platform that signs by itself only one thing is expected: to see that numbers do not belong
/// together.
#[test]
fn a_platform_is_given_what_is_taken_or_inconsistent_and_no_more() {
    for case in cases() {
        let (id, private_key) = (text(&case, "id"), text(&case, "private_key"));
        let file = key_file("private_key", Some(private_key));
        let given = EncodedKey::from_json(&file, None).and_then(|key| key.to_pkcs8());
        match read(private_key) {
            Err(error) if !is_inconsistent(&error) => {
                assert_eq!(Error::from(given.unwrap_err()), error, "{id}");
            }
            _ => assert!(given.is_ok(), "{id}"),
        }
    }
}

fn is_inconsistent(error: &Error) -> bool {
    matches!(error, Error::InvalidKey(key) if matches!(key.problem, KeyProblem::Inconsistent { .. }))
}

#[test]
fn each_key_is_taken_or_refused_as_listed() {
    let (mut taken, mut refused) = (0, 0);
    for case in cases() {
        let (id, private_key) = (text(&case, "id"), text(&case, "private_key"));
        let expected = match text(&case, "expect") {
            "accept" => true,
            "reject" => false,
            _ => TAKEN_THOUGH_ODD.contains(&id),
        };
        match read(private_key) {
            Ok(_) => taken += 1,
            Err(ref error) => {
                check_refusal(error, private_key, id);
                refused += 1;
            }
        }
        assert_eq!(read(private_key).is_ok(), expected, "{id}: {}", case["why"]);
    }
    assert_eq!((taken, refused), (9, 31));
}

#[test]
fn every_choice_of_ours_is_one_that_the_vectors_leave_open() {
    let cases = cases();
    let open: Vec<_> = cases
        .iter()
        .filter(|case| case["expect"] == "either")
        .collect();
    assert_eq!(open.len(), TAKEN_THOUGH_ODD.len());
    for case in open {
        assert!(TAKEN_THOUGH_ODD.contains(&text(case, "id")), "{case}");
    }
}

#[test]
fn each_key_taken_signs_as_the_key_it_is() {
    let original = sign(&read(&rfc_7515_key()).unwrap());
    let mut keys = 0;
    for case in cases() {
        let Ok(key) = read(text(&case, "private_key")) else {
            continue;
        };
        let signature = sign(&key);
        if text(&case, "id") == "size-3072" {
            assert_verifies(&signature, text(&case, "private_key"));
        } else {
            assert_eq!(signature, original, "{}", case["id"]);
        }
        keys += 1;
    }
    assert_eq!(keys, 9);
}

fn assert_verifies(signature: &[u8], private_key: &str) {
    let key = rsa::PrivateKey::from_pkcs8_der(&der(private_key)).unwrap();
    let modulus = BigUint::from_bytes_be(&key.n_bytes());
    let opened = public_operation(signature, &modulus, 65_537);
    assert_eq!(opened, emsa::encode("SHA-256", MESSAGE, key.size()));
}

fn der(private_key: &str) -> Vec<u8> {
    use base64::{Engine, engine::general_purpose::STANDARD};
    STANDARD.decode(body(private_key)).unwrap()
}

/// One character flipped, lost or doubled, all over the key: never a panic, and whatever is still
/// taken is the same key.
#[test]
fn damage_is_refused_or_harmless() {
    let whole = rfc_7515_key();
    let original = sign(&read(&whole).unwrap());
    let (mut taken, mut refused) = (0, 0);
    for at in (0..whole.len()).step_by(3) {
        for (kind, damaged) in damage(&whole, at) {
            match read(&damaged) {
                Ok(key) => {
                    assert_eq!(sign(&key), original, "{kind} at {at}");
                    taken += 1;
                }
                Err(error) => {
                    check_refusal(&error, &damaged, &format!("{kind} at {at}"));
                    refused += 1;
                }
            }
        }
    }
    // What is harmless: a lost or doubled line break.
    assert!(
        (1..50).contains(&taken) && refused > 2_000,
        "{taken} taken, {refused} refused"
    );
}

fn damage(text: &str, at: usize) -> [(&'static str, String); 4] {
    let (before, rest) = text.split_at(at);
    let mut after = rest.chars();
    let found = after.next().unwrap();
    let after = after.as_str();
    let other = if found == 'Q' { 'R' } else { 'Q' };
    [
        ("flipped", format!("{before}{other}{after}")),
        ("lost", format!("{before}{after}")),
        ("doubled", format!("{before}{found}{found}{after}")),
        ("cut", before.to_owned()),
    ]
}

/// The key in other programs' containers: called what they are, with the command that converts them,
/// and what that command makes of them is taken.
#[test]
fn other_containers_are_named_with_the_command_that_converts_them() {
    let original = sign(&read(&rfc_7515_key()).unwrap());
    for case in list(&vectors("key_containers.json"), "cases") {
        let (id, private_key) = (text(case, "id"), text(case, "private_key"));
        for form in [private_key.to_owned(), private_key.replace('\n', "\\n")] {
            let error = read(&form).unwrap_err();
            check_refusal(&error, private_key, id);
            let Error::InvalidKey(found) = &error else {
                unreachable!("checked above")
            };
            assert_eq!(
                format!("{:?}", found.problem),
                text(case, "problem"),
                "{id}"
            );
            let command = case["converted_by"].as_str().unwrap_or_default();
            assert!(error.remedy().contains(command), "{id}: {}", error.remedy());
        }
        if let Some(converted) = case["converted"].as_str() {
            assert_eq!(sign(&read(converted).unwrap()), original, "{id}");
        }
    }
}
