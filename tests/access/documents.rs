//! What a team may publish, and what is made of it.

use crate::fake::{FakePlatform, Script};
use crate::team::{TeamKey, document};
use crate::{access, claims, identify};
use edgemint::server::access::{AccessProblem, KeysProblem};
use serde_json::{Value, json};

/// What a token of the key `k1` meets where the team publishes this.
fn outcome(key: &TeamKey, script: Script) -> Result<String, AccessProblem> {
    let platform = FakePlatform::new([]);
    platform.serve([script]);
    match identify(&access(), &key.token(&claims()), &platform) {
        Err(AccessProblem::KeysUnavailable(KeysProblem::Malformed { .. })) => {
            let problem = String::new();
            Err(AccessProblem::KeysUnavailable(KeysProblem::Malformed {
                problem,
            }))
        }
        outcome => outcome,
    }
}

fn with(mut jwk: Value, name: &str, value: Value) -> Value {
    match value {
        Value::Null => jwk.as_object_mut().unwrap().remove(name),
        value => jwk.as_object_mut().unwrap().insert(name.into(), value),
    };
    jwk
}

/// The key itself, and beside it one that is as it should be.
fn beside_a_good_one(jwk: Value) -> Script {
    Script::json(200, document(&[jwk, TeamKey::another("k2").jwk()]))
}

#[test]
fn keys_that_are_passed_over() {
    let key = TeamKey::new("k1");
    let good = key.jwk();
    assert!(outcome(&key, beside_a_good_one(good.clone())).is_ok());
    let modulus = good["n"].as_str().unwrap();
    let unknown = Err(AccessProblem::UnknownKey { kid: "k1".into() });
    for (name, value) in [
        ("kid", Value::Null),
        ("kid", json!(1)),
        ("kid", json!("K1")),
        ("kty", Value::Null),
        ("kty", json!("EC")),
        ("kty", json!("oct")),
        ("kty", json!("rsa")),
        ("alg", Value::Null),
        ("alg", json!("RS512")),
        ("alg", json!("PS256")),
        ("alg", json!("none")),
        ("use", Value::Null),
        ("use", json!("enc")),
        ("e", json!("Aw")),
        ("e", json!("AQ")),
        ("e", json!("AAEAAQ")),
        ("e", json!("")),
        ("e", json!(65537)),
        ("n", Value::Null),
        ("n", json!("")),
        ("n", json!(format!("AA{modulus}"))),
        ("n", json!(format!("{modulus}=="))),
        ("n", json!(format!("{modulus}\n"))),
        ("n", json!(&modulus[..modulus.len() - 8])),
        ("n", json!([modulus])),
        ("d", json!("AQAB")),
        ("p", json!("AQAB")),
        ("q", json!("AQAB")),
        ("dp", json!("AQAB")),
        ("dq", json!("AQAB")),
        ("qi", json!("AQAB")),
        ("d", json!({})),
    ] {
        let jwk = with(good.clone(), name, value.clone());
        assert_eq!(
            outcome(&key, beside_a_good_one(jwk)),
            unknown,
            "{name}: {value}"
        );
    }
    let private = with(with(good, "d", json!("AQAB")), "p", json!("AQAB"));
    assert_eq!(outcome(&key, beside_a_good_one(private)), unknown);
    assert_eq!(outcome(&key, beside_a_good_one(json!("k1"))), unknown);
    for bits in [1024, 1536] {
        let key = TeamKey::of("k1", bits, 0);
        assert_eq!(
            outcome(&key, beside_a_good_one(key.jwk())),
            unknown,
            "{bits}"
        );
    }
}

#[test]
fn a_key_that_says_something_twice_is_passed_over() {
    let key = TeamKey::new("k1");
    let good = key.jwk().to_string();
    let twice = good.replace(r#""kty""#, r#""alg":"RS256","kty""#);
    let text = format!(r#"{{"keys":[{twice},{}]}}"#, TeamKey::another("k2").jwk());
    let unknown = Err(AccessProblem::UnknownKey { kid: "k1".into() });
    assert_eq!(outcome(&key, text_answer(200, &text)), unknown);
    assert!(outcome(&key, text_answer(200, &text.replace(&twice, &good))).is_ok());
}

fn text_answer(status: u16, body: &str) -> Script {
    Script::Answer {
        status,
        body: body.into(),
        date: None,
        retry_after: None,
    }
}

#[test]
fn documents_that_are_refused() {
    let key = TeamKey::new("k1");
    let good = document(&[key.jwk()]).to_string();
    let malformed = || KeysProblem::Malformed {
        problem: String::new(),
    };
    let ambiguous = KeysProblem::Ambiguous { kid: "k1".into() };
    let two = document(&[key.jwk(), TeamKey::another("k1").jwk()]).to_string();
    let twice = good.replacen('{', r#"{"keys":[],"#, 1);
    let padded = |len: usize| format!("{good}{}", " ".repeat(len - good.len()));
    assert!(outcome(&key, text_answer(200, &padded(64 * 1024))).is_ok());
    for (status, body, problem) in [
        (200, "", malformed()),
        (200, "<!DOCTYPE html>", malformed()),
        (200, "[]", malformed()),
        (200, "{}", malformed()),
        (200, r#"{"keys":{}}"#, malformed()),
        (200, r#"{"keys":null}"#, malformed()),
        (200, &good[..good.len() - 1], malformed()),
        (200, &twice, malformed()),
        (200, r#"{"keys":[]}"#, KeysProblem::Empty),
        (200, r#"{"keys":[{}]}"#, KeysProblem::Empty),
        (200, &two, ambiguous),
        (200, &padded(64 * 1024 + 1), KeysProblem::TooLong),
        (201, &good, KeysProblem::Status(201)),
        (302, &good, KeysProblem::Status(302)),
        (404, &good, KeysProblem::Status(404)),
        (500, &good, KeysProblem::Status(500)),
    ] {
        let found = outcome(&key, text_answer(status, body));
        let expected = AccessProblem::KeysUnavailable(problem);
        assert_eq!(
            found,
            Err(expected),
            "{status} {}",
            &body[..body.len().min(80)]
        );
    }
    let no_answer = AccessProblem::KeysUnavailable(KeysProblem::NoResponse);
    assert_eq!(outcome(&key, Script::NoResponse), Err(no_answer));
}
