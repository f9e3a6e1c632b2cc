//! Assertions, the tokens beside them, and texts that only Google can read.

use crate::common::{key_file, list, rng, text, vectors};
use crate::{ISSUER, NOW, against, assert_harmless, failing, look, pem, whole_key_file};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use edgemint::help::inspect::{Against, Kind, inspect};
use edgemint::{ServiceAccountKey, UnixTime};
use serde_json::{Value, json};

const KEY_ID: &str = "0123456789abcdef0123456789abcdef01234567";

fn claims() -> Value {
    json!({
        "iss": ISSUER,
        "sub": "ada@example.com",
        "scope": "https://www.googleapis.com/auth/gmail.readonly openid",
        "aud": "https://oauth2.googleapis.com/token",
        "iat": NOW - 10,
        "exp": NOW + 3590,
    })
}

fn with(field: &str, value: Value) -> Value {
    let mut claims = claims();
    match value {
        Value::Null => drop(claims.as_object_mut().unwrap().remove(field)),
        value => claims[field] = value,
    }
    claims
}

fn header() -> Value {
    json!({ "alg": "RS256", "typ": "JWT", "kid": KEY_ID })
}

fn signed(header: &Value, claims: &Value) -> String {
    let key = ServiceAccountKey::from_json(&whole_key_file()).unwrap();
    let [header, claims] = [header, claims].map(|part| URL_SAFE_NO_PAD.encode(part.to_string()));
    let input = format!("{header}.{claims}");
    let signature = key
        .signing_key()
        .sign(input.as_bytes(), &mut rng(7))
        .unwrap();
    format!("{input}.{}", URL_SAFE_NO_PAD.encode(signature.bytes))
}

#[test]
fn a_good_assertion_passes_every_check() {
    let found = look(&signed(&header(), &claims()));
    assert_eq!(
        (found.kind, found.ok()),
        (Kind::Assertion, true),
        "{found:?}"
    );
    let ids: Vec<_> = found.checks.iter().map(|check| check.id).collect();
    let expected = [
        "structure",
        "alg",
        "kid",
        "iss",
        "sub",
        "scope",
        "aud",
        "iat",
        "lifetime",
        "exp",
    ];
    assert_eq!(ids, expected);
    let shown: Value = serde_json::from_str(&found.to_json()).unwrap();
    assert_eq!((&shown["header"], &shown["claims"]), (&header(), &claims()));
}

#[test]
fn the_published_assertions_pass_with_their_key() {
    let key = whole_key_file();
    for case in list(&vectors("assertions.json"), "cases") {
        let token_uri = text(&case["claims"], "aud");
        let now = UnixTime::from_secs(case["now"].as_u64().unwrap());
        let same_account = case["key_file_changes"].is_null();
        let against = Against {
            now,
            token_uri: Some(token_uri),
            key: same_account.then_some(key.as_str()),
        };
        let found = inspect(text(case, "assertion"), &against);
        assert_harmless(&found);
        assert_eq!(failing(&found), [""; 0], "{}", text(case, "name"));
    }
}

#[test]
fn what_stands_around_a_token_is_left_away() {
    let assertion = signed(&header(), &claims());
    for text in [
        format!("  {assertion}\n"),
        format!("Bearer {assertion}"),
        format!("Authorization: Bearer {assertion}"),
        format!("grant_type=urn%3Aietf&assertion={assertion}"),
        format!("assertion={assertion}&grant_type=urn"),
    ] {
        assert!(look(&text).ok(), "{text}");
    }
}

#[test]
fn each_wrong_claim_fails_its_check() {
    let short = "gmail.readonly";
    let commas = "https://www.googleapis.com/auth/gmail.readonly,openid";
    for (field, value, expected) in [
        ("iss", json!("ada@example.com"), "iss"),
        ("iss", json!("someone"), "iss"),
        ("iss", Value::Null, "iss"),
        ("sub", Value::Null, "sub"),
        ("sub", json!(""), "sub"),
        ("sub", json!("me"), "sub"),
        ("sub", json!("ada"), "sub"),
        ("sub", json!(7), "sub"),
        ("sub", json!(ISSUER), "sub"),
        ("sub", json!("ada@gmail.com"), "sub"),
        ("scope", Value::Null, "scope"),
        ("scope", json!(""), "scope"),
        ("scope", json!(short), "scope"),
        ("scope", json!(commas), "scope"),
        ("scope", json!(["openid"]), "scope"),
        ("scope", json!("Gmail"), "scope"),
        ("aud", Value::Null, "aud"),
        ("aud", json!("https://example.com/token"), "aud"),
        ("aud", json!("https://oauth2.googleapis.com/token/"), "aud"),
        ("aud", json!(["https://oauth2.googleapis.com/token"]), "aud"),
        ("iat", Value::Null, "iat"),
        ("iat", json!("soon"), "iat"),
        ("iat", json!(NOW + 60), "iat"),
        ("exp", Value::Null, "exp"),
        ("exp", json!("later"), "exp"),
        ("exp", json!(NOW + 3591), "lifetime"),
        ("exp", json!(NOW - 1), "exp"),
    ] {
        let found = look(&signed(&header(), &with(field, value.clone())));
        assert_eq!(failing(&found), [expected], "{field} {value}");
        assert_eq!(found.kind, Kind::Assertion, "{field} {value}");
    }
    let millis = json!({ "iat": NOW * 1000, "exp": (NOW + 3600) * 1000 });
    let mut claims = claims();
    claims
        .as_object_mut()
        .unwrap()
        .extend(millis.as_object().unwrap().clone());
    assert!(failing(&look(&signed(&header(), &claims))).contains(&"iat"));
}

#[test]
fn what_is_said_of_a_missing_subject_names_the_error_it_leads_to() {
    let found = look(&signed(&header(), &with("sub", Value::Null)));
    let sub = found.checks.iter().find(|check| check.id == "sub").unwrap();
    assert!(
        sub.remedy.as_ref().unwrap().contains("in its own name"),
        "{:?}",
        sub.remedy
    );
    assert!(
        sub.what.contains("Precondition check failed"),
        "{}",
        sub.what
    );
}

#[test]
fn the_header_is_checked() {
    for alg in [json!("HS256"), json!("none"), Value::Null] {
        let found = look(&signed(&json!({ "alg": alg, "kid": KEY_ID }), &claims()));
        assert_eq!(failing(&found), ["alg"]);
    }
    // Google takes an assertion without it.
    assert!(look(&signed(&json!({ "alg": "RS256" }), &claims())).ok());
}

#[test]
fn other_endpoints_are_right_where_they_are_expected() {
    let uri = "https://login.example.com/token";
    let assertion = signed(&header(), &with("aud", json!(uri)));
    assert_eq!(failing(&look(&assertion)), ["aud"]);
    let against = Against {
        token_uri: Some(uri),
        ..against()
    };
    assert!(inspect(&assertion, &against).ok());
    assert_eq!(
        failing(&inspect(&signed(&header(), &claims()), &against)),
        ["aud"]
    );
    let older = "https://www.googleapis.com/oauth2/v4/token";
    assert!(look(&signed(&header(), &with("aud", json!(older)))).ok());
}

#[test]
fn a_damaged_structure_is_named() {
    let assertion = signed(&header(), &claims());
    let [header_part, claims_part, signature]: [&str; 3] =
        assertion.split('.').collect::<Vec<_>>().try_into().unwrap();
    let twice = URL_SAFE_NO_PAD.encode(r#"{"iss":"a","iss":"b"}"#);
    let list = URL_SAFE_NO_PAD.encode("[]");
    for (text, part) in [
        (format!("{header_part}.{claims_part}"), "three parts"),
        (format!("{assertion}.x"), "three parts"),
        (format!("{header_part}.{claims_part}."), "not signed"),
        (format!("{assertion}=="), "padded"),
        (
            format!("{header_part}.{claims_part}.{signature}+/"),
            "plain base64",
        ),
        (
            assertion.replace(&claims_part[..60], &format!("{}\n", &claims_part[..60])),
            "line breaks",
        ),
        (
            format!("{header_part}.{}.{signature}", &claims_part[..31]),
            "claims",
        ),
        (format!("{header_part}.{list}.{signature}"), "claims"),
        (format!("{header_part}.{twice}.{signature}"), "twice"),
        (
            format!("{header_part}.{claims_part}.{}", &signature[..5]),
            "signature",
        ),
    ] {
        let found = look(&text);
        assert_eq!(
            (found.kind, failing(&found)),
            (Kind::Jwt, vec!["structure"]),
            "{part}"
        );
        assert!(
            found.checks[0].what.contains(part),
            "{part}: {}",
            found.checks[0].what
        );
    }
}

#[test]
fn a_signature_is_checked_against_a_key() {
    let (key, assertion) = (whole_key_file(), signed(&header(), &claims()));
    let foreign = signed(
        &header(),
        &with("iss", json!("other@p.iam.gserviceaccount.com")),
    );
    let other_kid = signed(&json!({ "alg": "RS256", "kid": "ff" }), &claims());
    let (input, _) = assertion.rsplit_once('.').unwrap();
    let (_, other_signature) = other_kid.rsplit_once('.').unwrap();
    let swapped = format!("{input}.{other_signature}");
    for (assertion, key, expected) in [
        (&assertion, key.as_str(), &[][..]),
        (&swapped, &key, &["signature"]),
        (&foreign, &key, &["signature"]),
        (&other_kid, &key, &["signature"]),
        (&assertion, "{}", &["signature"]),
        (
            &assertion,
            &key_file("private_key", Some("x")),
            &["signature"],
        ),
    ] {
        let against = Against {
            key: Some(key),
            ..against()
        };
        let found = inspect(assertion, &against);
        assert_harmless(&found);
        assert_eq!(failing(&found), expected);
    }
}

#[test]
fn the_kinds_of_tokens_are_told_apart() {
    let own = json!({ "iss": ISSUER, "sub": ISSUER, "iat": NOW, "exp": NOW + 3600 });
    let with_own = |name: &str, value: &str| {
        let mut own = own.clone();
        own[name] = value.into();
        own
    };
    let mut for_id_token = with("scope", Value::Null);
    for_id_token["target_audience"] = json!("https://app.example.com");
    let googles = json!({ "iss": "https://accounts.google.com", "aud": "https://app.example.com", "sub": "1",
        "iat": NOW, "exp": NOW + 3600 });
    for (claims, kind) in [
        (
            with_own("aud", "https://gmail.googleapis.com/"),
            Kind::SelfSignedToken,
        ),
        (
            with_own("scope", "https://www.googleapis.com/auth/cloud-platform"),
            Kind::SelfSignedToken,
        ),
        (for_id_token, Kind::Assertion),
        (googles, Kind::IdToken),
        (
            json!({ "iss": "https://team.cloudflareaccess.com", "exp": NOW + 60 }),
            Kind::Jwt,
        ),
        (json!({}), Kind::Jwt),
    ] {
        let found = look(&signed(&header(), &claims));
        assert_eq!((found.kind, failing(&found)), (kind, vec![]), "{claims}");
    }
    assert_eq!(failing(&look(&signed(&header(), &own))), ["aud"]);
    let googles = json!({ "iss": "accounts.google.com", "aud": "https://www.googleapis.com/auth/gmail.readnoly",
        "iat": NOW - 7200, "exp": NOW - 3600 });
    assert_eq!(failing(&look(&signed(&header(), &googles))), ["aud", "exp"]);
}

#[test]
fn opaque_texts_are_told_by_their_beginning() {
    let long = "a0AfH6SMBxyzxyzxyzxyzxyzxyzxyz";
    for (text, kind, expected) in [
        (format!("ya29.{long}"), Kind::AccessToken, &[][..]),
        (format!("Bearer ya29.{long}"), Kind::AccessToken, &[]),
        ("ya29.a0Af...".into(), Kind::AccessToken, &["structure"]),
        (format!("ya29.{long} x"), Kind::AccessToken, &["structure"]),
        (format!("1//{long}"), Kind::RefreshToken, &["type"]),
        (format!("AIza{long}"), Kind::ApiKey, &["type"]),
        (format!("GOCSPX-{long}"), Kind::ClientSecret, &["type"]),
        ("hello".into(), Kind::Unknown, &["structure"]),
        (String::new(), Kind::Unknown, &["structure"]),
        (
            "{\"error\":\"invalid_grant\"}".into(),
            Kind::Unknown,
            &["structure"],
        ),
    ] {
        let found = look(&text);
        assert_eq!(
            (found.kind, failing(&found).as_slice()),
            (kind, expected),
            "{text}"
        );
        assert!(!found.to_json().contains(long));
    }
}

#[test]
fn a_key_in_a_token_is_not_shown() {
    let claims = with("jti", json!(pem()));
    let found = look(&signed(&header(), &claims));
    assert_eq!((found.kind, found.claims), (Kind::Assertion, None));
}
