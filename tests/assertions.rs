//! The published assertions: `tests/vectors/assertions.json` fixes key and inputs to assertion,
//! byte for byte, for every language.
//!
//! To make the file anew after a change that is meant to change assertions:
//! `EDGEMINT_WRITE_VECTORS=1 cargo test --test assertions`

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test's helper fails by panicking"
)]

mod common;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use common::{emsa, public_operation, rng, text, vector_path, vectors};
use edgemint::{
    Delegation, ScopeSet, ServiceAccountKey, SignedAssertion, Subject, TokenUri, UnixTime,
};
use num_bigint::BigUint;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::OnceLock;

const FILE: &str = "assertions.json";
const NOTE: &str = "assertion is what the key file (service_account.json, with the case's \
    key_file_changes; null takes a field out) signs for user and scopes at the time now, in seconds \
    since 1970; token_uri, where a case has it, is configured in place of the key file's. header \
    and claims are its first two parts, their members in the order in which they are signed.";

#[derive(Debug, Deserialize, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
struct File {
    source: String,
    license: String,
    note: String,
    key: String,
    cases: Vec<Case>,
}

#[derive(Debug, Deserialize, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    user: String,
    scopes: Scopes,
    now: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    token_uri: Option<String>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    key_file_changes: BTreeMap<String, Value>,
    header: Header,
    claims: Claims,
    assertion: String,
}

#[derive(Debug, Deserialize, PartialEq, Serialize)]
#[serde(untagged)]
enum Scopes {
    Text(String),
    List(Vec<String>),
}

#[derive(Debug, Deserialize, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
struct Header {
    alg: String,
    typ: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    kid: Option<String>,
}

#[derive(Debug, Deserialize, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
struct Claims {
    iss: String,
    sub: String,
    scope: String,
    aud: String,
    iat: u64,
    exp: u64,
}

/// The inputs of one case.
struct Input {
    name: &'static str,
    user: &'static str,
    scopes: Scopes,
    now: u64,
    token_uri: Option<&'static str>,
    key_file_change: Option<(&'static str, Value)>,
}

impl Input {
    fn new(name: &'static str, user: &'static str, scopes: &str) -> Self {
        let scopes = Scopes::Text(scopes.into());
        let now = 1_790_000_000;
        Self {
            name,
            user,
            scopes,
            now,
            token_uri: None,
            key_file_change: None,
        }
    }
}

fn inputs() -> Vec<Input> {
    const ADA: &str = "ada@example.com";
    const READ: &str = "https://www.googleapis.com/auth/gmail.readonly";
    let two = ["gmail.send", "https://www.googleapis.com/auth/calendar"].map(str::to_owned);
    let key_file = |name, value| Some((name, value));
    let rfc7515 = vectors("rfc7515_a2.json");
    vec![
        Input::new("one scope by its full name", ADA, READ),
        Input::new("one scope by its short name", ADA, "gmail.readonly"),
        Input::new(
            "several scopes, sorted",
            ADA,
            "openid gmail.send calendar.readonly",
        ),
        Input::new(
            "commas, blanks and repetitions",
            ADA,
            "calendar,, gmail.send\tcalendar,gmail.send",
        ),
        Input {
            scopes: Scopes::List(two.into()),
            ..Input::new("a list of scopes", ADA, "")
        },
        Input::new(
            "OpenID scopes keep their names",
            ADA,
            "openid email profile",
        ),
        Input::new(
            "a scope that ends with a slash",
            ADA,
            "https://mail.google.com/",
        ),
        Input::new(
            "a user in mixed case",
            " Grace.Hopper@Mail.Example.COM ",
            "gmail.readonly",
        ),
        Input::new(
            "a user with an apostrophe and a plus",
            "o'neil+x@example.com",
            "gmail.readonly",
        ),
        Input {
            now: 10,
            ..Input::new("issued at the beginning of time", ADA, "gmail.readonly")
        },
        Input {
            now: 4_294_967_306,
            ..Input::new("issued after 2106", ADA, "gmail.readonly")
        },
        Input {
            token_uri: Some("http://127.0.0.1:8787/token"),
            ..Input::new("another token endpoint, configured", ADA, "gmail.readonly")
        },
        Input {
            key_file_change: key_file(
                "token_uri",
                "https://accounts.google.com/o/oauth2/token".into(),
            ),
            ..Input::new(
                "a key file with Google's former endpoint",
                ADA,
                "gmail.readonly",
            )
        },
        Input {
            key_file_change: key_file("private_key_id", Value::Null),
            ..Input::new("a key file without private_key_id", ADA, "gmail.readonly")
        },
        Input {
            key_file_change: key_file("private_key", rfc7515["pkcs1_pem"].clone()),
            ..Input::new("a key in PKCS#1 form", ADA, "gmail.readonly")
        },
    ]
}

fn account(changes: &BTreeMap<String, Value>, token_uri: Option<&str>) -> ServiceAccountKey {
    let mut file = vectors("service_account.json");
    for (field, value) in changes {
        match value {
            Value::Null => file.as_object_mut().unwrap().remove(field),
            value => file
                .as_object_mut()
                .unwrap()
                .insert(field.clone(), value.clone()),
        };
    }
    let file = file.to_string();
    let key = match token_uri {
        Some(uri) => ServiceAccountKey::from_json_for(&file, TokenUri::configured(uri).unwrap()),
        None => ServiceAccountKey::from_json(&file),
    };
    key.unwrap()
}

fn delegation(user: &str, scopes: &Scopes) -> Delegation {
    let scopes = match scopes {
        Scopes::Text(text) => text.parse(),
        Scopes::List(list) => ScopeSet::from_list(list),
    };
    Delegation {
        subject: Subject::User(user.parse().unwrap()),
        scopes: scopes.unwrap(),
    }
}

fn sign(key: &ServiceAccountKey, delegation: &Delegation, now: u64, seed: u8) -> String {
    let now = UnixTime::from_secs(now);
    SignedAssertion::sign(key, delegation, now, &mut rng(seed))
        .unwrap()
        .expose()
        .to_owned()
}

fn part<T: for<'a> Deserialize<'a>>(assertion: &str, number: usize) -> T {
    serde_json::from_slice(&bytes(assertion, number)).unwrap()
}

fn bytes(assertion: &str, number: usize) -> Vec<u8> {
    URL_SAFE_NO_PAD
        .decode(assertion.split('.').nth(number).unwrap())
        .unwrap()
}

fn make(input: Input) -> Case {
    let changes = input
        .key_file_change
        .map(|(name, value)| (name.to_owned(), value));
    let key_file_changes: BTreeMap<_, _> = changes.into_iter().collect();
    let key = account(&key_file_changes, input.token_uri);
    let assertion = sign(&key, &delegation(input.user, &input.scopes), input.now, 1);
    Case {
        name: input.name.into(),
        user: input.user.into(),
        scopes: input.scopes,
        now: input.now,
        token_uri: input.token_uri.map(str::to_owned),
        key_file_changes,
        header: part(&assertion, 0),
        claims: part(&assertion, 1),
        assertion,
    }
}

fn file_as_made() -> String {
    let file = File {
        source: "made by this project: EDGEMINT_WRITE_VECTORS=1 cargo test --test assertions"
            .into(),
        license: "CC0".into(),
        note: NOTE.into(),
        key: "service_account.json".into(),
        cases: inputs().into_iter().map(make).collect(),
    };
    serde_json::to_string_pretty(&file).unwrap() + "\n"
}

/// The published file's text, made anew first where that is asked for.
fn file_as_published() -> &'static str {
    static TEXT: OnceLock<String> = OnceLock::new();
    TEXT.get_or_init(|| {
        if std::env::var_os("EDGEMINT_WRITE_VECTORS").is_some() {
            std::fs::write(vector_path(FILE), file_as_made()).unwrap();
        }
        std::fs::read_to_string(vector_path(FILE)).unwrap()
    })
}

fn published_cases() -> Vec<Case> {
    let file: File = serde_json::from_str(file_as_published()).unwrap();
    assert_eq!(file.cases.len(), 15);
    file.cases
}

#[test]
fn the_published_file_is_what_is_made_today() {
    assert_eq!(file_as_published(), file_as_made());
}

#[test]
fn each_assertion_is_reproduced_whatever_blinds_it() {
    for case in published_cases() {
        let key = account(&case.key_file_changes, case.token_uri.as_deref());
        let delegation = delegation(&case.user, &case.scopes);
        for seed in [2, 3] {
            assert_eq!(
                sign(&key, &delegation, case.now, seed),
                case.assertion,
                "{}",
                case.name
            );
        }
    }
}

#[test]
fn header_and_claims_are_those_listed() {
    for case in published_cases() {
        let name = &case.name;
        assert_eq!(case.assertion.split('.').count(), 3, "{name}");
        assert_eq!(
            bytes(&case.assertion, 0),
            serde_json::to_vec(&case.header).unwrap(),
            "{name}"
        );
        assert_eq!(
            bytes(&case.assertion, 1),
            serde_json::to_vec(&case.claims).unwrap(),
            "{name}"
        );
        assert_eq!(
            (case.header.alg.as_str(), case.header.typ.as_str()),
            ("RS256", "JWT")
        );
        assert_eq!(
            (case.claims.iat, case.claims.exp),
            (case.now - 10, case.now + 3_590),
            "{name}"
        );
        assert_eq!(
            case.claims.sub,
            case.user.trim().to_ascii_lowercase(),
            "{name}"
        );
    }
}

#[test]
fn each_signature_opens_to_what_was_signed() {
    let jwk = &vectors("rfc7515_a2.json")["jwk"];
    let modulus = BigUint::from_bytes_be(&URL_SAFE_NO_PAD.decode(text(jwk, "n")).unwrap());
    for case in published_cases() {
        let (signed, _) = case.assertion.rsplit_once('.').unwrap();
        let signature = bytes(&case.assertion, 2);
        let opened = public_operation(&signature, &modulus, 65_537);
        assert_eq!(
            opened,
            emsa::encode("SHA-256", signed.as_bytes(), 256),
            "{}",
            case.name
        );
    }
}
