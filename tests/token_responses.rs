//! From the token endpoint's HTTP answer to a token or an error, whatever the answer is.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test's helper fails by panicking"
)]

mod common;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use common::delegation;
use core::time::Duration;
use edgemint::proto::catalogue::Code;
use edgemint::proto::diagnose::Facts;
use edgemint::proto::exchange::{Asked, TokenResponse};
use edgemint::{Error, Identification, Lifetime, Token, UnixTime, Wanted};
use serde_json::{Value, json};

const ASKED_AT: UnixTime = UnixTime::from_secs(1_790_000_000);
const DATE: &str = "Mon, 21 Sep 2026 14:13:20 GMT";

/// What opens something, and must not be seen in any error.
const CANARIES: [&str; 4] = [
    "ya29.c0ASRK0Gcanary",
    "eyJjYW5hcnkiOjF9.eyJjYW5hcnkiOjJ9.Y2FuYXJ5",
    "1//0gcanary",
    "MIICanary",
];

fn answer(status: u16, body: impl Into<Vec<u8>>) -> TokenResponse {
    TokenResponse {
        status,
        date: Some(DATE.into()),
        retry_after: None,
        body: body.into().into(),
    }
}

fn read(answer: TokenResponse) -> Result<Token, Error> {
    let wanted = delegation("ada@example.com", "openid");
    answer.into_token(&asked((&wanted).into(), &Facts::default()))
}

fn asked<'a>(wanted: Wanted<'a>, facts: &'a Facts) -> Asked<'a> {
    Asked {
        wanted,
        at: ASKED_AT,
        lifetime: Lifetime::from_secs(1_800).unwrap(),
        facts,
    }
}

fn read_json(status: u16, body: &Value) -> Result<Token, Error> {
    read(answer(status, body.to_string()))
}

fn refused(status: u16, body: impl Into<Vec<u8>>) -> Error {
    read(answer(status, body)).expect_err("a token")
}

/// Google's answer, a field of it replaced, or taken out with null.
fn with(field: &str, value: Value) -> Value {
    let mut body =
        json!({ "access_token": CANARIES[0], "expires_in": 3599, "token_type": "Bearer" });
    if value.is_null() {
        body.as_object_mut().unwrap().remove(field);
    } else {
        body[field] = value;
    }
    body
}

#[test]
fn googles_answer_is_a_token() {
    let token = read_json(200, &with("scope", "https://mail.google.com/".into())).unwrap();
    assert_eq!(token.access_token.expose(), CANARIES[0]);
    assert_eq!(token.obtained_at, ASKED_AT);
    assert_eq!(token.expires_at, ASKED_AT + Duration::from_secs(3_599));
}

#[test]
fn token_type_is_compared_without_case() {
    assert!(read_json(200, &with("token_type", "bearer".into())).is_ok());
}

#[test]
fn a_life_of_more_than_a_day_is_not_believed() {
    let whole = with("expires_in", 3599.into()).to_string();
    for seconds in [
        "86401",
        "2147483648",
        "9007199254740993",
        "9223372036854775808",
        "18446744073709551615",
        "18446744073709551616",
        "1000000000000000000000000000000.5",
    ] {
        let token = read(answer(200, whole.replace("3599", seconds))).unwrap();
        let expires_at = ASKED_AT + Duration::from_secs(86_400);
        assert_eq!(token.expires_at, expires_at, "{seconds}");
    }
}

/// RFC 6749, section 5.1: `expires_in` is recommended, and some endpoints send it as text.
#[test]
fn a_life_may_be_text_or_left_out() {
    for (expires_in, life) in [
        (json!("3599"), 3_599),
        (json!("3599.9"), 3_599),
        (json!(3599.5), 3_599),
        (json!(null), 1_800),
    ] {
        let token = read_json(200, &with("expires_in", expires_in.clone())).unwrap();
        let lives = token.expires_at.since(ASKED_AT).as_secs();
        assert_eq!(lives, life, "{expires_in}");
    }
    let null = with("expires_in", 3599.into())
        .to_string()
        .replace("3599", "null");
    let token = read(answer(200, null)).unwrap();
    assert_eq!(token.expires_at, ASKED_AT + Duration::from_secs(1_800));
}

#[test]
fn what_was_granted_is_what_the_answer_says() {
    let wanted = delegation("ada@example.com", "openid gmail.readonly");
    let readonly = "https://www.googleapis.com/auth/gmail.readonly";
    let both = format!("{readonly} openid");
    let many = (0..51).map(|n| format!("scope{n} ")).collect::<String>();
    for (scope, granted) in [
        (json!(null), both.as_str()),
        (json!(both), &both),
        (json!(format!("openid {readonly}")), &both),
        (json!("openid"), "openid"),
        (json!(readonly), readonly),
        (json!("openid email profile"), "email openid profile"),
        // What cannot be read says nothing.
        (json!(""), &both),
        (json!(" "), &both),
        (json!("\u{e9}"), &both),
        (json!(7), &both),
        (json!(["openid"]), &both),
        (json!(many), &both),
        (json!("a".repeat(10_000)), &both),
    ] {
        let answer = answer(200, with("scope", scope.clone()).to_string());
        let facts = Facts::default();
        let token = answer.into_token(&asked((&wanted).into(), &facts)).unwrap();
        assert_eq!(token.scopes(&wanted.scopes).to_string(), granted, "{scope}");
        // Where it is the same it takes no room.
        assert_eq!(token.granted.is_some(), granted != both, "{scope}");
    }
}

#[test]
fn a_200_without_a_usable_token_is_an_error() {
    for (field, value, code) in [
        ("access_token", Value::Null, Code::NoAccessToken),
        ("access_token", "".into(), Code::NoAccessToken),
        ("access_token", 7.into(), Code::MalformedTokenResponse),
        (
            "access_token",
            "ya29.a\r\nX-Injected: 1".into(),
            Code::MalformedTokenResponse,
        ),
        (
            "access_token",
            "ya29.a b".into(),
            Code::MalformedTokenResponse,
        ),
        (
            "access_token",
            "ya29.\u{e9}".into(),
            Code::MalformedTokenResponse,
        ),
        ("token_type", Value::Null, Code::MalformedTokenResponse),
        ("token_type", "mac".into(), Code::MalformedTokenResponse),
        ("expires_in", (-1).into(), Code::MalformedTokenResponse),
        ("expires_in", "soon".into(), Code::MalformedTokenResponse),
        ("expires_in", "".into(), Code::MalformedTokenResponse),
        ("expires_in", "NaN".into(), Code::MalformedTokenResponse),
        ("expires_in", 0.into(), Code::MalformedTokenResponse),
        ("expires_in", 1e300.into(), Code::MalformedTokenResponse),
        ("expires_in", true.into(), Code::MalformedTokenResponse),
        ("expires_in", json!([3599]), Code::MalformedTokenResponse),
    ] {
        let body = with(field, value);
        let error = read_json(200, &body).expect_err("a token");
        assert_eq!(
            (error.code(), error.upstream_status()),
            (code, Some(200)),
            "{body}"
        );
        assert_shows_no_secret(&error);
    }
}

#[test]
fn a_200_with_anything_but_one_json_object_is_malformed() {
    let whole = with("scope", Value::Null).to_string();
    // What was cut or is no JSON may be better the next time; wrong JSON will not.
    for (body, retryable) in [
        (String::new(), true),
        ("null".into(), false),
        ("[]".into(), false),
        ("\"ya29.c0ASRK0Gcanary\"".into(), false),
        (
            "<html>captive portal ya29.c0ASRK0Gcanary</html>".into(),
            true,
        ),
        (whole[..whole.len() / 2].into(), true),
        (format!("{whole}{whole}"), true),
        (
            whole.replace('{', "{\"access_token\":\"ya29.other\","),
            false,
        ),
    ] {
        let error = refused(200, body.as_str());
        assert_eq!(error.code(), Code::MalformedTokenResponse, "{body}");
        assert_eq!(error.retryable(), retryable, "{body}");
        assert_shows_no_secret(&error);
    }
    assert_eq!(
        refused(200, *b"{\"access_token\":\"\xff\"}").code(),
        Code::MalformedTokenResponse
    );
}

#[test]
fn retry_after_is_read_in_both_forms() {
    for (header, expected) in [
        (None, None),
        (Some("7"), Some(7)),
        (Some(" 0 "), Some(0)),
        (Some("Mon, 21 Sep 2026 14:14:05 GMT"), Some(45)),
        (Some("Mon, 21 Sep 2026 14:00:00 GMT"), Some(0)),
        (Some("1.5"), Some(1)),
        // A day is the most that is passed on: timers in JavaScript hold less than 25.
        (Some("2147483648"), Some(86_400)),
        (Some("18446744073709551615"), Some(86_400)),
        (Some("18446744073709551616"), Some(86_400)),
        (Some("Fri, 31 Dec 9999 23:59:59 GMT"), Some(86_400)),
        (Some("Fri, 31 Dec 99999 23:59:59 GMT"), None),
        (Some("-7"), None),
        (Some("-18446744073709551616"), None),
        (Some("1e400"), None),
        (Some("NaN"), None),
        (Some(""), None),
        (Some("soon"), None),
    ] {
        for (status, code) in [(429, Code::RateLimited), (503, Code::TokenEndpointFailed)] {
            let retry_after = header.map(str::to_owned);
            let error = read(TokenResponse {
                retry_after,
                ..answer(status, "")
            })
            .expect_err("a token");
            assert_eq!(error.code(), code);
            assert_eq!(
                error.retry_after(),
                expected.map(Duration::from_secs),
                "{header:?}"
            );
        }
    }
}

#[test]
fn a_date_to_retry_after_needs_the_answers_own_date() {
    let retry_after = Some(DATE.into());
    let error = read(TokenResponse {
        retry_after,
        date: None,
        ..answer(429, "")
    })
    .expect_err("a token");
    assert_eq!(error.retry_after(), None);
}

#[test]
fn a_failing_endpoint_is_said_to_fail() {
    let html = "<!DOCTYPE html><title>Error 503</title>";
    let backend = r#"{"error":"internal_failure","error_description":"Backend Error"}"#;
    for (status, body) in [
        (408, ""),
        (500, backend),
        (502, ""),
        (503, html),
        (504, ""),
        (599, ""),
    ] {
        let error = refused(status, body);
        assert_eq!(error.code(), Code::TokenEndpointFailed, "{status}");
        assert_eq!(
            (error.upstream_status(), error.retryable()),
            (Some(status), true)
        );
        assert!(error.to_string().contains(&status.to_string()), "{error}");
    }
}

/// No cause is made up for an answer that gives none.
#[test]
fn a_refusal_without_an_oauth_error_is_not_explained() {
    let api_shape = r#"{"error":{"code":403,"message":"Forbidden"}}"#;
    for (status, body) in [
        (302, ""),
        (400, "<html>Bad Request</html>"),
        (400, "{}"),
        (400, r#"{"error":""}"#),
        (403, api_shape),
        (404, "not found"),
        (204, ""),
    ] {
        let error = refused(status, body);
        assert_eq!(
            (error.code(), error.retryable()),
            (Code::TokenRefused, false),
            "{status} {body}"
        );
        let Error::TokenRefused(refusal) = &error else {
            panic!("{error:?}")
        };
        assert_eq!(
            refusal.diagnosis.map(|row| row.id.as_str()),
            None,
            "{status} {body}"
        );
        let expected = format!("The token endpoint answered {status} without an OAuth error.");
        assert_eq!(error.to_string(), expected);
    }
}

#[test]
fn no_error_shows_a_secret_that_the_endpoint_sent() {
    let pem = format!(
        "-----BEGIN PRIVATE KEY-----\n{}\n-----END PRIVATE KEY-----",
        CANARIES[3]
    );
    for canary in CANARIES[..3].iter().copied().chain([pem.as_str()]) {
        for description in [
            canary.to_owned(),
            format!("Token \"{canary}\" was refused"),
            format!("Invalid JWT Signature. {canary}"),
            format!("{}{canary}", "x".repeat(290)),
        ] {
            for (error, description) in [
                ("invalid_grant", description.as_str()),
                ("something_new", &description),
                (&description, "words"),
            ] {
                let body = json!({ "error": error, "error_description": description });
                for status in [400, 401, 500] {
                    assert_shows_no_secret(&read_json(status, &body).expect_err("a token"));
                }
            }
        }
    }
}

fn assert_shows_no_secret(error: &Error) {
    let shown = format!("{error} {error:?} {error:#?} {}", error.remedy());
    for canary in CANARIES {
        for part in canary.split('.').filter(|part| part.len() > 6) {
            assert!(!shown.contains(part), "{shown}");
        }
    }
    assert!(
        !shown.contains("canary") && !shown.contains("eyJ"),
        "{shown}"
    );
}

fn read_identity(body: &Value) -> Result<Token, Error> {
    let wanted = Identification {
        user: None,
        audience: "https://example.com/".parse().unwrap(),
    };
    let answer = answer(200, body.to_string());
    answer.into_token(&asked((&wanted).into(), &Facts::default()))
}

fn jwt(claims: &Value) -> String {
    let claims = URL_SAFE_NO_PAD.encode(claims.to_string());
    format!("eyJhbGciOiJSUzI1NiJ9.{claims}.Y2FuYXJ5")
}

#[test]
fn an_id_token_lives_from_its_iat_to_its_exp_whatever_the_local_clock_says() {
    let id_token = jwt(&json!({ "iat": 1_000, "exp": 4_600, "aud": "https://example.com/" }));
    let token = read_identity(&json!({ "id_token": id_token })).unwrap();
    assert_eq!(token.access_token.expose(), id_token);
    assert_eq!(token.expires_at.since(ASKED_AT), Duration::from_secs(3_600));
}

#[test]
fn what_is_no_id_token_to_live_with_is_refused() {
    let with = |claims: Value| json!({ "id_token": jwt(&claims) });
    for (body, problem) in [
        (json!({ "access_token": "ya29.a" }), "without an ID token"),
        (json!({ "id_token": null }), "without an ID token"),
        (json!({ "id_token": 7 }), "without an ID token"),
        (json!({ "id_token": "" }), "does not say iat and exp"),
        (json!({ "id_token": "a.b" }), "does not say iat and exp"),
        (json!({ "id_token": "a.?.c" }), "does not say iat and exp"),
        (with(json!({ "exp": 4_600 })), "does not say iat and exp"),
        (
            with(json!({ "iat": 9, "exp": 8 })),
            "does not say iat and exp",
        ),
        (
            with(json!({ "iat": "9", "exp": 4_600 })),
            "does not say iat and exp",
        ),
        (with(json!({ "iat": 0, "exp": 61 })), "hardly a minute"),
    ] {
        let error = read_identity(&body).expect_err("a token");
        assert_eq!(error.code(), Code::MalformedTokenResponse, "{body}");
        let text = format!("{error} {error:?}");
        assert!(text.contains(problem), "{body}: {text}");
        assert!(!text.contains("eyJ") && !text.contains("ya29"), "{text}");
    }
}
