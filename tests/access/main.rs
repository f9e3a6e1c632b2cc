//! Callers who come through Cloudflare Access, natively, with a network and a clock that are made up.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test's helper fails by panicking"
)]

mod claims;
#[path = "../common/mod.rs"]
mod common;
mod documents;
#[path = "../fake/mod.rs"]
mod fake;
mod source;
mod team;
mod tokens;

use edgemint::server::access::{Access, AccessProblem, AccessSetting};
use fake::{FakePlatform, START, Script};
use futures::executor::block_on;
use serde_json::{Value, json};
use team::{AUDIENCE, TEAM, TeamKey, document};

/// What Access says of a person, valid now and for an hour.
fn claims() -> Value {
    let now = START.as_secs();
    json!({
        "aud": [AUDIENCE],
        "email": "Ada@Example.com",
        "exp": now + 3600,
        "iat": now,
        "nbf": now,
        "iss": format!("https://{TEAM}"),
        "type": "app",
        "identity_nonce": "6ei69kawdKzMIAPF",
        "sub": "7335d417-61da-459d-899c-0a01c76a2f94",
        "country": "US",
    })
}

/// The claims with some of them replaced; `null` takes one out.
fn claims_with(changes: Value) -> Value {
    let mut claims = claims();
    for (name, value) in changes.as_object().unwrap() {
        match value {
            Value::Null => claims.as_object_mut().unwrap().remove(name),
            value => claims
                .as_object_mut()
                .unwrap()
                .insert(name.clone(), value.clone()),
        };
    }
    claims
}

fn access() -> Access {
    Access::new(TEAM, AUDIENCE).unwrap()
}

/// A network where the team publishes these keys.
fn platform(keys: &[Value]) -> FakePlatform {
    let platform = FakePlatform::new([]);
    platform.serve([Script::json(200, document(keys))]);
    platform
}

fn identify(
    access: &Access,
    token: &str,
    platform: &FakePlatform,
) -> Result<String, AccessProblem> {
    let identity = block_on(access.identify(token, platform))?;
    Ok(identity.as_str().to_owned())
}

#[test]
fn a_person_is_known_by_the_address_in_lower_case() {
    let key = TeamKey::new("k1");
    let platform = platform(&[key.jwk()]);
    let found = identify(&access(), &key.token(&claims()), &platform);
    assert_eq!(found.as_deref(), Ok("ada@example.com"));
    let url = "https://example.cloudflareaccess.com/cdn-cgi/access/certs";
    assert_eq!(platform.fetched(), [url]);
}

#[test]
fn a_service_is_known_by_its_client_id() {
    let key = TeamKey::new("k1");
    let name = "E367826f93b8d71185e03fe518aff3b4.access";
    let now = START.as_secs();
    let claims = json!({
        "type": "app",
        "aud": AUDIENCE,
        "exp": now + 3600,
        "iss": format!("https://{TEAM}"),
        "common_name": name,
        "iat": now,
        "sub": "",
    });
    let found = identify(&access(), &key.token(&claims), &platform(&[key.jwk()]));
    assert_eq!(found.as_deref(), Ok(name));
}

#[test]
fn keys_of_every_size_that_signs_are_taken() {
    for bits in [2048, 3072, 4096] {
        let key = TeamKey::of("k1", bits, 0);
        let found = identify(&access(), &key.token(&claims()), &platform(&[key.jwk()]));
        assert_eq!(found.as_deref(), Ok("ada@example.com"), "{bits}");
    }
}

#[test]
fn a_team_is_a_host_or_its_url() {
    let key = TeamKey::new("k1");
    for (team, origin) in [
        (
            " Example.CloudflareAccess.com ",
            "https://example.cloudflareaccess.com",
        ),
        (
            "https://example.cloudflareaccess.com/",
            "https://example.cloudflareaccess.com",
        ),
        ("http://127.0.0.1:8788", "http://127.0.0.1:8788"),
    ] {
        let access = Access::new(team, AUDIENCE).unwrap();
        let platform = platform(&[key.jwk()]);
        let token = key.token(&claims_with(json!({ "iss": origin })));
        assert!(identify(&access, &token, &platform).is_ok(), "{team}");
        assert_eq!(
            platform.fetched(),
            [format!("{origin}/cdn-cgi/access/certs")]
        );
    }
    for team in [
        "",
        "https://",
        "http://example.cloudflareaccess.com",
        "https://example.cloudflareaccess.com/path",
        "https://ada@example.cloudflareaccess.com",
        "example.cloudflareaccess.com/cdn-cgi/access/certs",
        "example.cloudflareaccess.com?x",
        "example.cloudflareaccess.com#x",
        "exam ple.com",
        "example.com\r\nX: y",
    ] {
        assert_eq!(
            Access::new(team, AUDIENCE).err(),
            Some(AccessSetting::Team),
            "{team}"
        );
    }
    for audience in ["", " ", "a b", "\u{e9}"] {
        let found = Access::new(TEAM, audience).err();
        assert_eq!(found, Some(AccessSetting::Audience), "{audience}");
    }
}
