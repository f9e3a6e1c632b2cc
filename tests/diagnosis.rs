//! Google's error answers, as collected in `tests/vectors/google_errors.json`: each is recognised
//! in every spelling, by its words and not by its status, and says what to do.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test's helper fails by panicking"
)]

mod common;

use common::google_errors::{descriptions, rows};
use common::{delegation, text};
use edgemint::proto::catalogue::Code;
use edgemint::proto::diagnose::{self, Diagnosis, Facts};
use edgemint::proto::exchange::{Asked, TokenResponse};
use edgemint::{Error, Lifetime, UnixTime};
use serde_json::{Value, json};

/// The row for a 200 without an access token, which has no error to be found by.
const ID_TOKEN_INSTEAD: &str = "id_token_instead";

fn facts() -> Facts {
    Facts {
        client_id: Some("123456789012345678901".into()),
        scopes: vec!["https://www.googleapis.com/auth/gmail.readonly".into()],
        user: Some("ada@example.com".into()),
    }
}

fn answer(status: u16, body: &Value) -> Error {
    let body = body.to_string().into_bytes().into();
    let answer = TokenResponse {
        status,
        date: None,
        retry_after: None,
        body,
    };
    let wanted = delegation("ada@example.com", "openid");
    answer
        .into_token(&Asked {
            wanted: (&wanted).into(),
            at: UnixTime::from_secs(0),
            lifetime: Lifetime::default(),
            facts: &facts(),
        })
        .expect_err("a token")
}

fn refusal(status: u16, error: &str, description: &str) -> Error {
    answer(
        status,
        &json!({ "error": error, "error_description": description }),
    )
}

fn found(error: &Error) -> Option<&'static Diagnosis> {
    match error {
        Error::TokenRefused(refusal) => refusal.diagnosis,
        Error::NoAccessToken { diagnosis, .. } => *diagnosis,
        other => panic!("{other:?}"),
    }
}

/// A sentence with its placeholders filled.
fn assert_readable(sentence: &str) {
    assert!(sentence.len() > 20 && sentence.ends_with('.'), "{sentence}");
    assert!(!sentence.contains(['{', '}']), "{sentence}");
}

#[test]
fn the_tables_are_the_collected_ones_in_full() {
    for (table, rows, count) in [
        (diagnose::TOKEN_ENDPOINT, rows("token_endpoint"), 25),
        (diagnose::API, rows("api"), 11),
    ] {
        let mut ids: Vec<_> = table.iter().map(|row| row.id.as_str()).collect();
        let mut collected: Vec<_> = rows.iter().map(|row| text(row, "id")).collect();
        ids.sort_unstable();
        collected.sort_unstable();
        assert_eq!((ids.len(), ids), (count, collected));
    }
}

#[test]
fn each_refusal_is_recognised_in_every_spelling_and_status() {
    let mut recognised = 0;
    for row in rows("token_endpoint")
        .iter()
        .filter(|row| row["id"] != ID_TOKEN_INSTEAD)
    {
        let (id, error) = (text(row, "id"), text(row, "error"));
        for description in descriptions(row, "error_description") {
            let direct = diagnose::token_endpoint(error, &description);
            assert_eq!(direct.map(|row| row.id.as_str()), Some(id), "{description}");
            for status in [400, 401, 403, 404] {
                let answer = refusal(status, error, &description);
                assert_eq!(
                    found(&answer).map(|row| row.id.as_str()),
                    Some(id),
                    "{status} {description}"
                );
                assert_eq!(Some(answer.retryable()), row["retry"].as_bool(), "{id}");
                assert_eq!(answer.upstream_status(), Some(status));
                assert_readable(&answer.remedy());
                assert!(answer.to_string().contains(error), "{answer}");
            }
        }
        assert_readable(
            diagnose::token_endpoint(error, text(row, "error_description"))
                .unwrap()
                .cause,
        );
        recognised += 1;
    }
    assert_eq!(recognised, 24);
}

#[test]
fn each_error_has_its_code() {
    for (error, code) in [
        ("access_denied", Code::AccessDenied),
        ("admin_policy_enforced", Code::AdminPolicyEnforced),
        ("deleted_client", Code::DeletedClient),
        ("disabled_client", Code::DisabledClient),
        ("internal_failure", Code::TokenEndpointFailed),
        ("invalid_client", Code::InvalidClient),
        ("invalid_grant", Code::InvalidGrant),
        ("invalid_request", Code::InvalidRequest),
        ("invalid_scope", Code::InvalidScope),
        ("org_internal", Code::OrgInternal),
        ("unauthorized_client", Code::UnauthorizedClient),
        ("unsupported_grant_type", Code::InvalidRequest),
        ("something_new", Code::TokenRefused),
        ("INVALID_GRANT", Code::TokenRefused),
    ] {
        assert_eq!(refusal(400, error, "").code(), code, "{error}");
    }
    let known = rows("token_endpoint");
    for error in known.iter().filter_map(|row| row["error"].as_str()) {
        assert_ne!(
            refusal(400, error, "").code(),
            Code::TokenRefused,
            "{error}"
        );
    }
}

#[test]
fn an_id_token_in_place_of_a_token_is_recognised() {
    let error = answer(200, &json!({ "id_token": "eyJhbGciOiJSUzI1NiJ9.e30.c2ln" }));
    assert_eq!(
        found(&error).map(|row| row.id.as_str()),
        Some(ID_TOKEN_INSTEAD)
    );
    assert_eq!(
        (error.code(), error.retryable()),
        (Code::NoAccessToken, false)
    );
    assert!(
        error.remedy().contains("gmail.readonly"),
        "{}",
        error.remedy()
    );
}

#[test]
fn remedies_name_the_client_the_scopes_and_the_user() {
    let remedy = refusal(
        401,
        "unauthorized_client",
        "Unauthorized client or scope in request.",
    )
    .remedy();
    assert!(remedy.contains("123456789012345678901"), "{remedy}");
    assert!(
        remedy.contains("https://www.googleapis.com/auth/gmail.readonly"),
        "{remedy}"
    );
    let remedy = refusal(400, "invalid_grant", "Invalid email or User ID").remedy();
    assert!(remedy.contains("ada@example.com"), "{remedy}");
}

#[test]
fn each_api_error_is_recognised_in_every_spelling() {
    let mut recognised = 0;
    for row in rows("api") {
        let (id, status) = (text(&row, "id"), text(&row, "status"));
        for message in descriptions(&row, "message") {
            for status in [Some(status), None] {
                let found = diagnose::api(status, &message);
                assert_eq!(
                    found.map(|row| row.id.as_str()),
                    Some(id),
                    "{status:?} {message}"
                );
            }
        }
        let row = diagnose::api(Some(status), text(&row, "message")).unwrap();
        assert_eq!(row.retry, id.starts_with("rate"), "{id}");
        assert_readable(row.cause);
        assert_readable(&facts().fill(row.remedy));
        recognised += 1;
    }
    assert_eq!(recognised, 11);
}

#[test]
fn what_is_not_known_is_not_explained() {
    for (error, description) in [
        ("", ""),
        ("", "Bad Request"),
        ("invalid_grant", ""),
        ("invalid_grant", "Something not seen before."),
        (
            "invalid_grant",
            "It is not true that: Invalid JWT Signature.",
        ),
        ("something_new", "Invalid JWT Signature."),
        ("unauthorized_client", "Invalid JWT Signature."),
    ] {
        let found = diagnose::token_endpoint(error, description);
        assert_eq!(
            found.map(|row| row.id.as_str()),
            None,
            "{error}: {description}"
        );
    }
    for (status, message) in [
        (None, ""),
        (None, "Something not seen before."),
        (Some("PERMISSION_DENIED"), "Something not seen before."),
        (Some("NOT_FOUND"), "Precondition check failed."),
    ] {
        let found = diagnose::api(status, message);
        assert_eq!(
            found.map(|row| row.id.as_str()),
            None,
            "{status:?}: {message}"
        );
    }
}

/// What the doctor says as well: it has the same rows.
#[test]
fn an_error_without_a_known_reason_names_its_likely_causes_in_order() {
    for description in ["", "Something not seen before."] {
        let error = refusal(400, "invalid_grant", description);
        assert_eq!(found(&error), None);
        let remedy = error.remedy();
        let mut rest = &*remedy;
        for part in [
            "(documented)",
            "1. The user",
            "ada@example.com",
            "2. The key",
            "3. The clock",
        ] {
            let (_, behind) = rest.split_once(part).expect(&remedy);
            rest = behind;
        }
        assert!(!error.retryable());
    }
    let other = refusal(401, "unauthorized_client", "").remedy();
    assert!(other.contains("1. Domain-wide delegation"), "{other}");
    for error in [
        "invalid_grant",
        "invalid_request",
        "invalid_scope",
        "unauthorized_client",
    ] {
        let causes = diagnose::likely_rows(error, true).len();
        assert!((1..=5).contains(&causes), "{error}: {causes}");
    }
}

#[test]
fn an_unknown_answer_is_passed_on_in_its_own_words() {
    let error = refusal(400, "something_new", "Because of this & that.");
    assert_eq!(found(&error), None);
    let said = error.to_string();
    assert!(
        said.contains("something_new") && said.contains("Because of this & that."),
        "{said}"
    );
    assert!(!error.retryable());
    assert_readable(&error.remedy());
}
