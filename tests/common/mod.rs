//! What the integration tests share: vector files, key files, randomness, and RSA arithmetic that
//! is not the library's.

#![allow(dead_code, reason = "each test program uses a part of this")]
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test's helper fails by panicking"
)]

pub(crate) mod emsa;
pub(crate) mod google_errors;

use edgemint::{Delegation, Subject};
use num_bigint::BigUint;
use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::SeedableRng;
use serde_json::Value;
use std::path::{Path, PathBuf};

pub(crate) fn delegation(user: &str, scopes: &str) -> Delegation {
    Delegation {
        subject: Subject::User(user.parse().unwrap()),
        scopes: scopes.parse().unwrap(),
    }
}

/// The repository's root.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

pub(crate) fn vector_path(name: &str) -> PathBuf {
    root().join("tests/vectors").join(name)
}

/// A file of `tests/vectors`.
pub(crate) fn vectors(name: &str) -> Value {
    let path = vector_path(name);
    let text = std::fs::read_to_string(&path).expect(name);
    serde_json::from_str(&text).expect(name)
}

/// The list under `field`.
pub(crate) fn list<'a>(value: &'a Value, field: &str) -> &'a [Value] {
    value[field].as_array().expect(field)
}

/// The text under `field`.
pub(crate) fn text<'a>(value: &'a Value, field: &str) -> &'a str {
    value[field].as_str().expect(field)
}

/// The bytes whose hexadecimal form is under `field`.
pub(crate) fn hex(value: &Value, field: &str) -> Vec<u8> {
    let digits = text(value, field);
    assert!(digits.len().is_multiple_of(2), "{field}");
    let byte = |pair: &[u8]| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16);
    digits
        .as_bytes()
        .chunks(2)
        .map(|pair| byte(pair).expect(field))
        .collect()
}

/// The key file of the vectors, a string field of it replaced, or taken out with `None`.
pub(crate) fn key_file(field: &str, value: Option<&str>) -> String {
    let mut file = vectors("service_account.json");
    let object = file.as_object_mut().unwrap();
    match value {
        Some(value) => object.insert(field.into(), value.into()),
        None => object.remove(field),
    };
    file.to_string()
}

/// Blinding randomness that is the same in every run.
pub(crate) fn rng(seed: u8) -> ChaCha20Rng {
    ChaCha20Rng::from_seed([seed; 32])
}

/// RSAVP1 (RFC 8017, section 5.2.2) by another library, left-padded to the modulus's length.
pub(crate) fn public_operation(signature: &[u8], modulus: &BigUint, exponent: u32) -> Vec<u8> {
    let opened = BigUint::from_bytes_be(signature)
        .modpow(&exponent.into(), modulus)
        .to_bytes_be();
    let len = modulus.to_bytes_be().len();
    let mut padded = vec![0; len - opened.len()];
    padded.extend(opened);
    padded
}
