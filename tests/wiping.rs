//! Secrets are overwritten before their memory is given back.
//!
//! This program's allocator looks through every block that is freed, for a text that a test names.

#![allow(unsafe_code, reason = "an allocator cannot be written without")]
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test's helper fails by panicking"
)]

mod common;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use common::{delegation, key_file, rng, text, vectors};
use core::alloc::{GlobalAlloc, Layout};
use core::cell::Cell;
use edgemint::proto::cache::{AccessToken, Token};
use edgemint::proto::exchange::{Asked, TokenRequest, TokenResponse};
use edgemint::proto::key::EncodedKey;
use edgemint::proto::secret::Secret;
use edgemint::{Lifetime, ServiceAccountKey, SignedAssertion, TokenUri, UnixTime};
use std::alloc::System;

thread_local! {
    /// What is looked for; a thread looks for its own only.
    static WANTED: Cell<&'static [u8]> = const { Cell::new(&[]) };
    /// In how many freed blocks it stood.
    static LEFT: Cell<usize> = const { Cell::new(0) };
}

struct Watching;

#[global_allocator]
static ALLOCATOR: Watching = Watching;

// SAFETY: both pass on to the system's allocator. A block is read before it is freed, within its
// layout; it was zeroed when it was made, so every byte of it is initialised.
unsafe impl GlobalAlloc for Watching {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // SAFETY: the caller keeps the contract of `alloc`, which is that of `alloc_zeroed`.
        unsafe { System.alloc_zeroed(layout) }
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        let wanted = WANTED.get();
        if !wanted.is_empty() {
            // SAFETY: the block is the caller's until it is freed below.
            let bytes = unsafe { core::slice::from_raw_parts(block, layout.size()) };
            if bytes.windows(wanted.len()).any(|window| window == wanted) {
                LEFT.set(LEFT.get() + 1);
            }
        }
        // SAFETY: the caller keeps the contract of `dealloc`.
        unsafe { System.dealloc(block, layout) }
    }
}

/// In how many blocks that `work` frees `wanted` stands.
fn left_behind(wanted: &[u8], work: impl FnOnce()) -> usize {
    // Leaked, or the thread would find it in here.
    WANTED.set(Box::leak(wanted.into()));
    LEFT.set(0);
    work();
    WANTED.set(&[]);
    LEFT.get()
}

const CANARY: &str = "ya29.canary-of-a-token";

fn account() -> ServiceAccountKey {
    ServiceAccountKey::from_json(&vectors("service_account.json").to_string()).unwrap()
}

#[test]
fn the_watch_sees_what_is_not_wiped() {
    let token = CANARY.to_owned();
    assert_eq!(left_behind(CANARY.as_bytes(), || drop(token)), 1);
}

#[test]
fn tokens_are_wiped() {
    let at = UnixTime::from_secs(0);
    let secret = Secret::new(CANARY.into());
    let token = Token {
        access_token: AccessToken::new(CANARY.into()),
        obtained_at: at,
        expires_at: at,
        granted: None,
    };
    assert_eq!(left_behind(CANARY.as_bytes(), || drop((secret, token))), 0);
}

#[test]
fn an_answer_leaves_no_token_behind() {
    let body = format!(r#"{{"access_token":"{CANARY}","expires_in":3599,"token_type":"Bearer"}}"#);
    for body in [
        body.clone(),
        body.replace("Bearer", "mac"),
        body.replace("3599", "-1"),
    ] {
        let body = body.into_bytes().into();
        let answer = TokenResponse {
            status: 200,
            date: None,
            retry_after: None,
            body,
        };
        let wanted = delegation("ada@example.com", "openid");
        let left = left_behind(CANARY.as_bytes(), || {
            drop(answer.into_token(&Asked {
                wanted: (&wanted).into(),
                at: UnixTime::from_secs(0),
                lifetime: Lifetime::default(),
                facts: &Default::default(),
            }));
        });
        assert_eq!(left, 0);
    }
}

#[test]
fn assertions_and_requests_are_wiped() {
    let (key, uri) = (
        account(),
        TokenUri::configured("https://example.com/token").unwrap(),
    );
    let delegation = delegation("ada@example.com", "gmail.readonly");
    let now = UnixTime::from_secs(1_790_000_000);
    let assertion = SignedAssertion::sign(&key, &delegation, now, &mut rng(8)).unwrap();
    let signature = assertion
        .expose()
        .rsplit('.')
        .next()
        .unwrap()
        .as_bytes()
        .to_owned();
    let left = left_behind(&signature, || {
        let assertion = SignedAssertion::sign(&key, &delegation, now, &mut rng(8)).unwrap();
        drop(TokenRequest::new(&uri, &assertion));
    });
    assert_eq!(left, 0);
}

/// The secret numbers of the vectors' key, big-endian as in its DER.
fn secret_numbers() -> Vec<(&'static str, Vec<u8>)> {
    let jwk = &vectors("rfc7515_a2.json")["jwk"];
    let number = |name| (name, URL_SAFE_NO_PAD.decode(text(jwk, name)).unwrap());
    ["d", "p", "q", "dp", "dq"].map(number).into()
}

#[test]
fn reading_a_key_leaves_no_der_of_it_behind() {
    let file = vectors("service_account.json").to_string();
    for (name, number) in secret_numbers() {
        let left = left_behind(&number[16..40], || {
            drop(ServiceAccountKey::from_json(&file))
        });
        assert_eq!(left, 0, "{name}");
    }
}

#[test]
fn a_key_for_a_platform_leaves_no_der_of_it_behind() {
    let file = vectors("service_account.json").to_string();
    for (name, number) in secret_numbers() {
        let left = left_behind(&number[16..40], || {
            let key = EncodedKey::from_json(&file, None).unwrap();
            drop((key.to_pkcs8().unwrap(), key.into_account()));
        });
        assert_eq!(left, 0, "{name}");
    }
}

/// In the form without escapes: a JSON text with escapes goes through a buffer of serde_json's,
/// which nobody can wipe.
#[test]
fn reading_a_key_leaves_no_base64_of_it_behind() {
    let file = vectors("service_account.json");
    let private_key = text(&file, "private_key").replace('\n', "");
    let file = key_file("private_key", Some(&private_key));
    for line in private_key.as_bytes().chunks_exact(64) {
        let left = left_behind(line, || drop(ServiceAccountKey::from_json(&file)));
        assert_eq!(left, 0);
    }
}

/// As the `rsa` crate holds the numbers, in limbs from the least significant on. It leaves `p` behind,
/// in the Montgomery parameters of `q^-1 mod p`: known of rsa 0.10.0, and out of reach from here.
#[test]
fn a_key_is_wiped_when_it_is_dropped() {
    for (name, mut number) in secret_numbers() {
        number.reverse();
        let key = account();
        let left = left_behind(&number[16..40], || drop(key));
        assert_eq!(left, usize::from(name == "p"), "{name}");
    }
}
