//! Published vectors of RSASSA-PKCS1-v1_5 verification. The checks are made for tokens, so keys and
//! hashes that RS256 does not use are in the files to be refused.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test's helper fails by panicking"
)]

mod common;

use common::{hex, list, text, vector_path, vectors};
use edgemint::proto::rs256::PublicKey;
use num_bigint::BigUint;
use serde_json::{Map, Value};

/// Hexadecimal numbers with zeros in front.
fn key(modulus: &[u8], exponent: &[u8]) -> Option<PublicKey> {
    PublicKey::new(strip(modulus), strip(exponent))
}

fn strip(bytes: &[u8]) -> &[u8] {
    let zeros = bytes.iter().take_while(|byte| **byte == 0).count();
    &bytes[zeros..]
}

#[test]
fn wycheproof_signatures_are_taken_where_they_are_valid() {
    let (mut valid, mut refused, mut by_key) = (0, 0, 0);
    for bits in [2048, 3072, 4096] {
        let file = vectors(&format!("wycheproof/rsa_signature_{bits}_sha256_test.json"));
        for group in list(&file, "testGroups") {
            let numbers = &group["publicKey"];
            let key = key(&hex(numbers, "modulus"), &hex(numbers, "publicExponent"));
            let usual = text(numbers, "publicExponent") == "010001";
            assert_eq!(key.is_some(), usual, "{bits}");
            for case in list(group, "tests") {
                let Some(key) = &key else {
                    by_key += 1;
                    continue;
                };
                let taken = key.verifies(&hex(case, "msg"), &hex(case, "sig"));
                // "acceptable" is a missing NULL, which is not what RS256 signs.
                assert_eq!(taken, case["result"] == "valid", "{bits} {case}");
                *if taken { &mut valid } else { &mut refused } += 1;
            }
        }
    }
    // The three under keys with exponent 3 are valid, but for no RS256 of ours.
    assert_eq!((valid, refused, by_key), (21, 752, 3));
}

/// The cases of a NIST file: blocks of `name = value` lines, each ending with its `Result`. The
/// modulus is given once for several.
fn nist_cases() -> Vec<Value> {
    let file = std::fs::read_to_string(vector_path("nist-cavp/SigVer15_186-3.rsp")).unwrap();
    let (mut fields, mut cases) = (Map::new(), Vec::new());
    for (name, value) in file.lines().filter_map(|line| line.split_once(" = ")) {
        fields.insert(name.into(), value.into());
        if name == "Result" {
            cases.push(Value::Object(fields.clone()));
        }
    }
    cases
}

#[test]
fn nist_signatures_are_taken_where_they_are_valid() {
    let (mut valid, mut refused, mut by_key) = (0, 0, 0);
    for case in nist_cases() {
        let Some(key) = key(&hex(&case, "n"), &hex(&case, "e")) else {
            by_key += 1;
            continue;
        };
        let taken = key.verifies(&hex(&case, "Msg"), &hex(&case, "S"));
        let passes = text(&case, "Result").starts_with('P');
        assert_eq!(taken, passes && case["SHAAlg"] == "SHA256", "{case}");
        *if taken { &mut valid } else { &mut refused } += 1;
    }
    // One passes of each size that is taken; the others are of other hashes, or forged.
    assert_eq!((valid, refused, by_key), (3, 84, 363));
}

#[test]
fn keys_of_other_shapes_are_refused() {
    let modulus = |bytes: usize, first: u8| {
        let mut modulus = vec![0xff; bytes];
        modulus[0] = first;
        modulus
    };
    let good = modulus(256, 0x80);
    for (modulus, fits) in [
        (good.clone(), true),
        (modulus(512, 0xff), true),
        (modulus(256, 0x7f), false),
        (modulus(513, 0x01), false),
        (modulus(1024, 0x80), false),
        ([&good[..255], &[0xfe]].concat(), false),
        ([&[0], good.as_slice()].concat(), false),
        (Vec::new(), false),
        (vec![0; 256], false),
    ] {
        let key = PublicKey::new(&modulus, &[1, 0, 1]);
        assert_eq!(key.is_some(), fits, "{modulus:?}");
    }
    for exponent in [&[] as &[u8], &[3], &[1], &[0], &[0, 1, 0, 1], &[1, 0, 1, 0]] {
        assert!(PublicKey::new(&good, exponent).is_none(), "{exponent:?}");
    }
}

#[test]
fn a_signature_has_one_form() {
    let file = vectors("wycheproof/rsa_signature_2048_sha256_test.json");
    let group = &list(&file, "testGroups")[0];
    let modulus = hex(&group["publicKey"], "modulus");
    let key = key(&modulus, &[1, 0, 1]).unwrap();
    let case = list(group, "tests")
        .iter()
        .find(|case| case["result"] == "valid" && hex(case, "sig")[0] < 0x5d);
    let (message, signature) = (hex(case.unwrap(), "msg"), hex(case.unwrap(), "sig"));
    assert!(key.verifies(&message, &signature));
    let number = BigUint::from_bytes_be(&signature);
    let plus_modulus = (number + BigUint::from_bytes_be(&modulus)).to_bytes_be();
    assert_eq!(plus_modulus.len(), signature.len());
    for other in [
        plus_modulus,
        [&[0], signature.as_slice()].concat(),
        signature[..255].to_vec(),
        signature[1..].to_vec(),
        Vec::new(),
    ] {
        assert!(!key.verifies(&message, &other));
    }
}
