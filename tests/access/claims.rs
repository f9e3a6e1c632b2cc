//! What a token may say that its team has signed.

use crate::fake::START;
use crate::team::{AUDIENCE, TEAM, TeamKey};
use crate::tokens::{malformed, refusal};
use crate::{access, claims, claims_with, identify, platform};
use edgemint::server::access::AccessProblem::{
    Audience, Email, Expired, Issuer, Nameless, NotYetValid, ServiceName,
};
use edgemint::server::access::Part;
use serde_json::json;

#[test]
fn claims_that_are_refused() {
    let key = TeamKey::new("k1");
    let now = START.as_secs();
    let issuer = |found: &str| Issuer {
        found: found.into(),
    };
    let nothing = String::new();
    let no_address = Email { problem: nothing };
    for (changes, expected) in [
        (
            json!({ "iss": "https://evil.cloudflareaccess.com" }),
            issuer("https://evil.cloudflareaccess.com"),
        ),
        (json!({ "iss": TEAM }), issuer(TEAM)),
        (
            json!({ "iss": format!("https://{TEAM}/") }),
            issuer("https://example.cloudflareaccess.com/"),
        ),
        (
            json!({ "iss": format!("http://{TEAM}") }),
            issuer("http://example.cloudflareaccess.com"),
        ),
        (
            json!({ "iss": "https://Example.cloudflareaccess.com" }),
            issuer("https://Example.cloudflareaccess.com"),
        ),
        (json!({ "iss": "" }), issuer("")),
        (json!({ "aud": "another" }), Audience),
        (json!({ "aud": ["another", &AUDIENCE[1..]] }), Audience),
        (json!({ "aud": [] }), Audience),
        (json!({ "aud": "" }), Audience),
        (json!({ "aud": format!("{AUDIENCE},another") }), Audience),
        (json!({ "aud": AUDIENCE.to_uppercase() }), Audience),
        (json!({ "exp": now - 60 }), Expired { exp: now - 60 }),
        (json!({ "exp": 0 }), Expired { exp: 0 }),
        (json!({ "nbf": now + 61 }), NotYetValid { from: now + 61 }),
        (json!({ "iat": now + 61 }), NotYetValid { from: now + 61 }),
        (json!({ "iat": u64::MAX }), NotYetValid { from: u64::MAX }),
        (json!({ "email": null }), Nameless),
        (json!({ "email": "" }), no_address.clone()),
        (
            json!({ "email": "  ", "common_name": "x.access" }),
            no_address.clone(),
        ),
        (json!({ "email": "ada" }), no_address.clone()),
        (
            json!({ "email": "ada@example.com\r\nx: y" }),
            no_address.clone(),
        ),
        // KELVIN SIGN is `k` in lower case, where more than ASCII has cases.
        (json!({ "email": "\u{212a}ate@example.com" }), no_address),
        (json!({ "email": null, "common_name": "" }), ServiceName),
        (json!({ "email": null, "common_name": " \t" }), ServiceName),
        (
            json!({ "email": null, "common_name": "ada@example.com" }),
            ServiceName,
        ),
        (json!({ "email": null, "common_name": "x\ny" }), ServiceName),
    ] {
        assert_eq!(
            refusal(&key.token(&claims_with(changes.clone()))),
            expected,
            "{changes}"
        );
    }
}

#[test]
fn claims_that_are_malformed() {
    let key = TeamKey::new("k1");
    let now = START.as_secs();
    for changes in [
        json!({ "iss": null }),
        json!({ "iss": [format!("https://{TEAM}")] }),
        json!({ "aud": null }),
        json!({ "aud": 1 }),
        json!({ "aud": [AUDIENCE, 1] }),
        json!({ "aud": { "aud": AUDIENCE } }),
        json!({ "exp": null }),
        json!({ "exp": (now + 3600).to_string() }),
        json!({ "exp": 1e300 }),
        json!({ "exp": -1 }),
        json!({ "nbf": "now" }),
        json!({ "iat": true }),
        json!({ "email": 1 }),
        json!({ "email": ["ada@example.com"] }),
        json!({ "email": null, "common_name": { "x": "y" } }),
    ] {
        let token = key.token(&claims_with(changes.clone()));
        assert_eq!(refusal(&token), malformed(Part::Claims), "{changes}");
    }
    let whole = claims().to_string();
    let inner = whole.strip_suffix('}').unwrap();
    for json in [
        "[]".into(),
        "{}".into(),
        inner.into(),
        format!("{whole}{whole}"),
        format!(r#"{inner},"email":"eve@example.com"}}"#),
        format!(r#"{inner},"\u0065mail":"eve@example.com"}}"#),
        format!(r#"{inner},"iss":"https://{TEAM}"}}"#),
        format!(r#"{inner},"aud":"{AUDIENCE}"}}"#),
        format!(r#"{inner},"exp":{}}}"#, now + 3600),
        format!(r#"{inner},"nbf":null}}"#),
        format!(r#"{inner},"common_name":null}}"#),
        format!(r#"{inner},"x":{}"#, "[".repeat(3000)),
    ] {
        let token = key.sign(&key.header().to_string(), &json);
        assert_eq!(refusal(&token), malformed(Part::Claims), "{json}");
    }
}

#[test]
fn clocks_may_be_a_minute_apart() {
    let key = TeamKey::new("k1");
    let platform = platform(&[key.jwk()]);
    let now = START.as_secs();
    for changes in [
        json!({ "exp": now - 59 }),
        json!({ "nbf": now + 60, "iat": now + 60 }),
        json!({ "nbf": null }),
        json!({ "iat": null }),
        json!({ "exp": u64::MAX }),
    ] {
        let token = key.token(&claims_with(changes.clone()));
        assert!(identify(&access(), &token, &platform).is_ok(), "{changes}");
    }
}
