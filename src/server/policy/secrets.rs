//! Secrets, of which a policy holds only the hashes.

use super::place::Place;
use super::problem::{PolicyProblem, Unique};
use core::fmt;
use sha2::{Digest, Sha256};
use subtle::{Choice, ConstantTimeEq};

pub(super) type Hash = [u8; 32];

/// What `printf %s "$SECRET" | sha256sum` prints where SECRET is not set.
const OF_NOTHING: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

/// The hashes of one who has a secret; several while it is being changed.
#[derive(Default)]
pub(super) struct Secrets(Vec<Hash>);

impl Secrets {
    pub(super) fn check(list: Place, unique: &mut Unique<Hash>) -> Result<Self, PolicyProblem> {
        list.texts_once(unique, parse).map(Self)
    }

    /// Whether one of them is this, in constant time.
    pub(super) fn contain(&self, hash: &Hash) -> Choice {
        let any = |seen: Choice, own: &Hash| seen | own.ct_eq(hash);
        self.0.iter().fold(Choice::from(0), any)
    }

    pub(super) fn count(&self) -> usize {
        self.0.len()
    }
}

impl fmt::Debug for Secrets {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} hashes", self.0.len())
    }
}

pub(super) fn hash(secret: &str) -> Hash {
    Sha256::digest(secret.as_bytes()).into()
}

fn parse(text: &str) -> Result<Hash, String> {
    if text.eq_ignore_ascii_case(OF_NOTHING) {
        return Err("is the SHA-256 of an empty text".into());
    }
    let digits: Option<Vec<u8>> = text
        .chars()
        .map(|c| u8::try_from(c.to_digit(16)?).ok())
        .collect();
    let bytes = digits.unwrap_or_default();
    let bytes: Vec<u8> = bytes
        .chunks_exact(2)
        .map(|pair| pair.iter().fold(0, |b, d| b << 4 | d))
        .collect();
    match (<Hash>::try_from(bytes), text.len()) {
        (Ok(hash), 64) => Ok(hash),
        _ => Err("should be a SHA-256 in hexadecimal (64 digits)".into()),
    }
}
