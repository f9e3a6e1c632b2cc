//! Tokens at rest: what a store outside of this instance keeps, so that the store alone opens
//! nothing.
//!
//! The sealing itself is AES-256-GCM by the platform; here are its key, derived from the private
//! key, and what is sealed.

use super::cache::{AccessToken, CacheKey, Token};
use super::time::UnixTime;
use core::fmt;
use hkdf::Hkdf;
use hkdf::hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use zeroize::Zeroizing;

/// A sealed token is shorter. What is longer was put there by somebody else and counts as nothing.
pub const MAX_SEALED_BYTES: u32 = 64 * 1024;

/// The keys that tokens are sealed under and places named under. Its `Debug` is redacted, it has no
/// `Clone`.
pub struct SealingKey {
    tokens: Zeroizing<[u8; 32]>,
    names: Zeroizing<[u8; 32]>,
}

impl SealingKey {
    /// HKDF (RFC 5869) with SHA-256 over the private key in DER: whoever has the key file has them.
    pub(crate) fn derive(private_key: &[u8]) -> Self {
        let hkdf = Hkdf::<Sha256>::new(Some(b"edgemint.v1"), private_key);
        let expand = |label: &[u8]| {
            let mut key = Zeroizing::new([0; 32]);
            // 32 bytes are fewer than the most that HKDF gives.
            let _ = hkdf.expand(label, &mut key[..]);
            key
        };
        Self {
            tokens: expand(b"tokens at rest"),
            names: expand(b"names at rest"),
        }
    }

    /// The bytes, for the platform's AES.
    pub fn expose(&self) -> &[u8] {
        &self.tokens[..]
    }

    /// What a store calls a place: HMAC-SHA-256. A plain hash of a user and scopes would be found by
    /// trying users.
    pub fn name(&self, place: &[u8; 32]) -> [u8; 32] {
        // HMAC takes keys of any length.
        Hmac::<Sha256>::new_from_slice(&self.names[..]).map_or([0; 32], |mut hmac| {
            hmac.update(place);
            hmac.finalize().into_bytes().into()
        })
    }
}

impl fmt::Debug for SealingKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SealingKey([redacted])")
    }
}

/// What a sealed token is bound to: one taken from another place in the store does not open.
pub fn associated_data(key: &CacheKey) -> Vec<u8> {
    [b"edgemint.token.v1", &key.bytes()[..]].concat()
}

/// A token as bytes: both times in milliseconds, big-endian, then the token; behind a blank what was
/// granted, where it is not what was asked for.
pub fn to_bytes(token: &Token) -> Zeroizing<Vec<u8>> {
    let times = [token.obtained_at, token.expires_at].map(|time| time.as_millis().to_be_bytes());
    let granted = token.granted.as_ref();
    let granted = granted.map_or_else(String::new, |scopes| format!(" {scopes}"));
    Zeroizing::new(
        [
            &times[0][..],
            &times[1],
            token.access_token.expose().as_bytes(),
            granted.as_bytes(),
        ]
        .concat(),
    )
}

/// The token that [`to_bytes`] made these bytes of.
pub fn from_bytes(bytes: &[u8]) -> Option<Token> {
    let (obtained, rest) = bytes.split_first_chunk()?;
    let (expires, rest) = rest.split_first_chunk()?;
    let rest = core::str::from_utf8(rest).ok()?;
    let (token, granted) = match rest.split_once(' ') {
        Some((token, scopes)) => (token, Some(Box::new(scopes.parse().ok()?))),
        None => (rest, None),
    };
    Some(Token {
        access_token: AccessToken::new(token.into()),
        obtained_at: UnixTime::from_millis(u64::from_be_bytes(*obtained)),
        expires_at: UnixTime::from_millis(u64::from_be_bytes(*expires)),
        granted,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::proto::scope::ScopeSet;

    fn token() -> Token {
        Token {
            access_token: AccessToken::new("ya29.canary".into()),
            obtained_at: UnixTime::from_millis(1_800_000_000_123),
            expires_at: UnixTime::from_millis(1_800_003_599_123),
            granted: None,
        }
    }

    #[test]
    fn a_token_comes_back_from_its_bytes() {
        let bytes = to_bytes(&token());
        let back = from_bytes(&bytes).unwrap();
        assert_eq!(back.access_token.expose(), "ya29.canary");
        assert_eq!(
            (back.obtained_at, back.expires_at),
            (token().obtained_at, token().expires_at)
        );
        // Bytes from before there was `granted`.
        assert_eq!(back.granted, None);
        assert!(from_bytes(&bytes[..15]).is_none());
        assert!(from_bytes(&[&bytes[..16], b"\xff"].concat()).is_none());
    }

    #[test]
    fn what_was_granted_comes_back_as_well() {
        let scopes: ScopeSet = "openid gmail.readonly".parse().unwrap();
        let granted = Some(Box::new(scopes));
        let bytes = to_bytes(&Token {
            granted: granted.clone(),
            ..token()
        });
        let back = from_bytes(&bytes).unwrap();
        assert_eq!(back.access_token.expose(), "ya29.canary");
        assert_eq!(back.granted, granted);
        for spoilt in [b" ".as_slice(), b" \"", b" UPPER"] {
            assert!(from_bytes(&[&to_bytes(&token())[..], spoilt].concat()).is_none());
        }
    }

    #[test]
    fn another_private_key_gives_another_sealing_key() {
        let [one, same, other] = [b"key 1", b"key 1", b"key 2"].map(|key| SealingKey::derive(key));
        assert_eq!(one.expose(), same.expose());
        assert_ne!(one.expose(), other.expose());
        assert_eq!(one.expose().len(), 32);
        assert!(!format!("{one:?}").contains(&format!("{:?}", one.expose())));
    }

    #[test]
    fn names_are_one_under_a_key_and_others_under_another() {
        let [one, same, other] = [b"key 1", b"key 1", b"key 2"].map(|key| SealingKey::derive(key));
        let (place, elsewhere) = ([1; 32], [2; 32]);
        assert_eq!(one.name(&place), same.name(&place));
        assert_ne!(one.name(&place), other.name(&place));
        assert_ne!(one.name(&place), one.name(&elsewhere));
        assert_ne!(one.name(&place), place);
    }
}
