//! Secrets cannot be copied, printed, compared or serialised by accident: shown by their types, at
//! compile time, and by what their `Debug` prints.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test's helper fails by panicking"
)]

mod common;

use common::{delegation, rng, text, vectors};
use core::borrow::Borrow;
use core::fmt::{Debug, Display, LowerHex};
use core::hash::Hash;
use core::ops::Deref;
use edgemint::proto::cache::{AccessToken, Token};
use edgemint::proto::exchange::{TokenRequest, TokenResponse};
use edgemint::proto::key::EncodedKey;
use edgemint::proto::rs256::SigningKey;
use edgemint::proto::rs256::portable::PortableKey;
use edgemint::proto::secret::Secret;
use edgemint::{ServiceAccountKey, SignedAssertion, TokenUri, UnixTime};
use zeroize::{ZeroizeOnDrop, Zeroizing};

/// Does not compile where `$type` has one of the traits: the call would then be ambiguous.
macro_rules! assert_none_of {
    ($($type:ty),+ => $traits:tt) => { $(assert_none_of!(@each $type, $traits);)+ };
    (@each $type:ty, [$($trait:path),+ $(,)?]) => {
        const _: fn() = || {
            trait Ambiguous<Marker> {
                fn item() {}
            }
            impl<T: ?Sized> Ambiguous<()> for T {}
            $({
                struct Marker;
                impl<T: ?Sized + $trait> Ambiguous<Marker> for T {}
            })+
            let _ = <$type as Ambiguous<_>>::item;
        };
    };
}

assert_none_of!(
    Secret, AccessToken, SignedAssertion, Token, TokenRequest, TokenResponse,
    EncodedKey, ServiceAccountKey, SigningKey, PortableKey
    => [
        Clone,
        Copy,
        Default,
        Display,
        Hash,
        LowerHex,
        PartialEq,
        PartialOrd,
        AsRef<str>,
        AsRef<[u8]>,
        Borrow<str>,
        Deref,
        Into<String>,
        Into<Vec<u8>>,
        serde::Serialize,
        serde::Deserialize<'static>,
    ]
);

assert_none_of!(PortableKey => [Debug]);

/// The wrapper that wipes is part of the type of what is public; `tests/wiping.rs` looks at the rest.
#[allow(dead_code, reason = "it only has to compile")]
fn an_answers_body_is_wiped(answer: TokenResponse) -> Zeroizing<Vec<u8>> {
    fn wiped<T: ZeroizeOnDrop>(body: T) -> T {
        body
    }
    wiped(answer.body)
}

const CANARY: &str = "ya29.canary-of-a-token";

/// What a `Debug` must not show: the canary, or the key or an assertion in any part.
fn assert_hides(shown: &impl Debug, secrets: &[&str]) {
    for shown in [format!("{shown:?}"), format!("{shown:#?}")] {
        assert!(!shown.contains("canary"), "{shown}");
        for secret in secrets {
            let parts = secret.as_bytes().chunks(12).filter(|part| part.len() == 12);
            for part in parts.map(|part| std::str::from_utf8(part).unwrap()) {
                assert!(!shown.contains(part), "{shown}");
            }
        }
    }
}

#[test]
fn debug_hides_tokens() {
    let at = UnixTime::from_secs(1_790_000_000);
    let access_token = AccessToken::new(CANARY.into());
    assert_hides(&Secret::new(CANARY.into()), &[CANARY]);
    assert_hides(&access_token, &[CANARY]);
    let token = Token {
        access_token,
        obtained_at: at,
        expires_at: at,
        granted: None,
    };
    assert_hides(&token, &[CANARY]);
    assert!(format!("{token:?}").contains("redacted"));
    let body = format!("{{\"access_token\":\"{CANARY}\"}}").into_bytes();
    assert_hides(
        &TokenResponse {
            status: 200,
            date: None,
            retry_after: None,
            body: body.into(),
        },
        &[CANARY],
    );
}

#[test]
fn debug_hides_keys_and_assertions() {
    let file = vectors("service_account.json");
    let key = ServiceAccountKey::from_json(&file.to_string()).unwrap();
    let private_key = text(&file, "private_key");
    assert_hides(&key, &[private_key]);
    assert_hides(key.signing_key(), &[private_key]);
    let encoded = EncodedKey::from_json(&file.to_string(), None).unwrap();
    assert_hides(&encoded, &[private_key]);

    let delegation = delegation("ada@example.com", "gmail.readonly");
    let now = UnixTime::from_secs(1_790_000_000);
    let assertion = SignedAssertion::sign(&key, &delegation, now, &mut rng(7)).unwrap();
    assert_hides(&assertion, &[assertion.expose()]);
    let request = TokenRequest::new(
        &TokenUri::configured("https://example.com/").unwrap(),
        &assertion,
    );
    assert_hides(&request, &[assertion.expose(), request.body.expose()]);
}
