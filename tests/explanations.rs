//! What is explained, from every form in which a person has an error: the rows of
//! `tests/vectors/google_errors.json` in each spelling, and edgemint's own errors.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test's helper fails by panicking"
)]

mod common;

use common::google_errors::{descriptions, rows};
use common::text;
use edgemint::help::explain::{Explanation, Origin, Token, explain, explain_api};
use edgemint::proto::catalogue::Code;
use edgemint::proto::diagnose::Facts;
use serde_json::{Value, json};

const CLIENT_ID: &str = "123456789012345678901";

fn unknown() -> Token {
    Token::default()
}

fn of_ada() -> Token {
    let scopes = ["gmail.readonly", "gmail.send"];
    let full = |name| format!("https://www.googleapis.com/auth/{name}");
    Token {
        facts: Facts {
            client_id: Some(CLIENT_ID.into()),
            scopes: scopes.map(full).into(),
            user: Some("ada@example.com".into()),
        },
        subjectless: false,
    }
}

fn subjectless() -> Token {
    Token {
        subjectless: true,
        ..Token::default()
    }
}

/// How clients, logs and exceptions show one OAuth error answer.
fn refusals(error: &str, description: &str) -> Vec<String> {
    let answer = json!({ "error": error, "error_description": description });
    let answer_text = answer.to_string();
    vec![
        answer_text.clone(),
        serde_json::to_string_pretty(&answer).unwrap(),
        format!("oauth2: cannot fetch token: 401 Unauthorized\nResponse: {answer_text}"),
        json!({ "level": "error", "message": answer_text }).to_string(),
        json!({ "config": {}, "response": { "status": 400, "data": answer } }).to_string(),
        format!(
            "GaxiosError: {error}: {description}\n    at Gaxios._request (/srv/gaxios.js:130:23)"
        ),
        format!("  data: {{ error: '{error}', error_description: '{description}' }},\n"),
        format!("RefreshError: ('{error}: {description}', {{'error': '{error}'}})"),
        json!({ "error": {
            "code": "invalid_grant",
            "message": "Something.",
            "remedy": "Something.",
            "retryable": false,
            "upstream": { "status": 400, "error": error, "error_description": description },
        } })
        .to_string(),
        json!({
            "name": "EdgemintError",
            "code": "invalid_grant",
            "remedy": "Something.",
            "cause": { "error": error, "errorDescription": description },
        })
        .to_string(),
        format!(
            "EdgemintError: It is what it is. The token endpoint said: 400 {error}: {description}"
        ),
    ]
}

/// How clients, logs and exceptions show one error of an API.
fn api_errors(status: &str, message: &str) -> Vec<String> {
    let error = json!({ "code": 400, "message": message, "status": status });
    vec![
        json!({ "error": error }).to_string(),
        json!({ "error": { "code": 400, "message": message } }).to_string(),
        format!("GoogleJsonResponseException: 400 Bad Request\n{error:#}\n\tat com.google.api"),
        json!([{ "error": error }]).to_string(),
        json!({ "severity": "ERROR", "message": json!({ "error": error }).to_string() })
            .to_string(),
        format!("googleapi: Error 400: {message}, failed"),
        format!(
            "<HttpError 400 when requesting https://gmail.googleapis.com/x returned \"{message}\">"
        ),
        format!("Error: {message}\n    at Gaxios._request (/srv/gaxios.js:84:23)"),
    ]
}

fn explained(text: &str, token: &Token) -> Explanation {
    explain(text, token).unwrap_or_else(|| panic!("not explained: {text}"))
}

/// Sentences with their places filled.
fn assert_readable(found: &Explanation) {
    assert!(!found.likely.is_empty(), "{found:?}");
    for likely in &found.likely {
        let sentences = [&likely.cause, &likely.remedy].into_iter();
        for sentence in sentences.chain(&likely.steps) {
            assert!(sentence.len() > 15, "{sentence}");
            let filled = !sentence.replace("{\"user\"", "").contains(['{', '}']);
            assert!(filled || found.origin == Origin::Edgemint, "{sentence}");
        }
        assert!(
            likely.cause.ends_with('.') && likely.remedy.ends_with(['.', '\n']),
            "{likely:?}"
        );
    }
}

#[test]
fn each_refusal_is_explained_in_every_form_and_spelling() {
    let mut explained_rows = 0;
    for row in rows("token_endpoint")
        .iter()
        .filter(|row| row["error"].is_string())
    {
        let (id, error) = (text(row, "id"), text(row, "error"));
        for description in descriptions(row, "error_description") {
            for shown in refusals(error, &description) {
                let found = explained(&shown, &of_ada());
                assert_eq!(
                    (found.id, found.origin),
                    (id, Origin::TokenEndpoint),
                    "{shown}"
                );
                assert_eq!(Some(found.retry), row["retry"].as_bool(), "{id}");
                assert!(found.code.is_some(), "{id}");
                assert_readable(&found);
                assert_readable(&explained(&shown, &unknown()));
            }
        }
        explained_rows += 1;
    }
    assert_eq!(explained_rows, 24);
}

#[test]
fn each_api_error_is_explained_in_every_form_and_spelling() {
    for row in rows("api") {
        let (id, status) = (text(&row, "id"), text(&row, "status"));
        for message in descriptions(&row, "message") {
            for shown in api_errors(status, &message) {
                for token in [unknown(), of_ada(), subjectless()] {
                    let found = explained(&shown, &token);
                    assert_eq!((found.id, found.origin), (id, Origin::Api), "{shown}");
                    assert_eq!(found.code, None);
                    assert_readable(&found);
                }
            }
        }
    }
}

#[test]
fn a_reason_is_enough_where_the_message_is_new() {
    for (reason, id) in [
        ("insufficientPermissions", "scope_too_small"),
        ("accessNotConfigured", "api_off"),
        ("authError", "bad_credential"),
        ("userRateLimitExceeded", "rate_user"),
        ("rateLimitExceeded", "rate"),
    ] {
        let errors = json!([{ "domain": "global", "reason": reason, "message": "New words." }]);
        let body = json!({ "error": { "code": 403, "message": "New words.", "errors": errors } });
        let found = explain_api(403, &body.to_string(), &unknown());
        assert_eq!(found.map(|found| found.id), Some(id), "{reason}");
    }
}

#[test]
fn two_statuses_say_something_without_words() {
    for (status, id) in [
        (401, Some("bad_credential")),
        (429, Some("rate")),
        (400, None),
        (403, None),
        (500, None),
    ] {
        for body in ["", "<html>", "{\"error\": {\"message\": \"New words.\"}}"] {
            let found = explain_api(status, body, &unknown());
            assert_eq!(found.map(|found| found.id), id, "{status} {body}");
        }
    }
}

fn causes(token: &Token) -> Vec<String> {
    let body = json!({ "error": { "status": "FAILED_PRECONDITION", "message": "Precondition check failed." } });
    let found = explain_api(400, &body.to_string(), token).unwrap();
    found
        .likely
        .into_iter()
        .map(|likely| likely.cause)
        .collect()
}

#[test]
fn whom_the_token_speaks_for_decides_over_a_failed_precondition() {
    let without = causes(&subjectless());
    assert_eq!(without.len(), 1);
    assert!(without[0].contains("no subject"), "{without:?}");

    let with = causes(&of_ada());
    assert!(
        with.iter().all(|cause| !cause.contains("no subject")),
        "{with:?}"
    );
    assert!(
        with[0].contains("no Gmail mailbox for ada@example.com"),
        "{with:?}"
    );
    assert!(with[1].contains("hosted elsewhere"), "{with:?}");

    let either = causes(&unknown());
    assert!(either[0].contains("no subject"), "{either:?}");
    assert!(
        either[1].contains("no Gmail mailbox for the user"),
        "{either:?}"
    );
}

#[test]
fn delegation_is_explained_step_by_step_with_what_to_paste() {
    let scopes =
        "https://www.googleapis.com/auth/gmail.readonly,https://www.googleapis.com/auth/gmail.send";
    for (error, description) in [
        (
            "unauthorized_client",
            "Client is unauthorized to retrieve access tokens using this method.",
        ),
        (
            "unauthorized_client",
            "Unauthorized client or scope in request.",
        ),
        ("access_denied", "Requested client not authorized."),
    ] {
        let shown = &refusals(error, description)[0];
        let found = explained(shown, &of_ada());
        let steps = found.likely[0].steps.join("\n");
        for part in [
            "admin.google.com",
            "example.com",
            "Domain Wide Delegation",
            CLIENT_ID,
            scopes,
            "24 hours",
        ] {
            assert!(steps.contains(part), "{part}: {steps}");
        }
        let paste = found.paste.unwrap();
        assert_eq!(paste.client_id.as_deref(), Some(CLIENT_ID));
        assert_eq!(paste.scopes.as_deref(), Some(scopes));

        let found = explained(shown, &unknown());
        let steps = found.likely[0].steps.join("\n");
        assert!(steps.contains("client_id in the key file"), "{steps}");
        let paste = found.paste.unwrap();
        assert_eq!((paste.client_id, paste.scopes), (None, None));
    }
}

#[test]
fn a_consumer_account_is_the_likeliest_cause_where_it_is_one() {
    let mut token = of_ada();
    token.facts.user = Some("ada@gmail.com".into());
    let found = explained(
        "unauthorized_client: Client is unauthorized to retrieve access tokens using this method",
        &token,
    );
    assert!(
        found.likely[0].cause.contains("consumer account"),
        "{found:?}"
    );
    assert!(found.likely.len() > 2);
}

#[test]
fn what_a_remedy_of_edgemints_names_is_learnt_from_it() {
    let remedy = "In the Admin console, add client ID 42424242 with exactly these scopes: \
                  https://www.googleapis.com/auth/calendar,openid. It can take up to 24 hours.";
    let description = "Unauthorized client or scope in request.";
    let body = json!({ "error": {
        "code": "unauthorized_client", "message": "It is refused.", "remedy": remedy,
        "upstream": { "error": "unauthorized_client", "error_description": description },
    } });
    let paste = explained(&body.to_string(), &unknown()).paste.unwrap();
    assert_eq!(paste.client_id.as_deref(), Some("42424242"));
    assert_eq!(
        paste.scopes.as_deref(),
        Some("https://www.googleapis.com/auth/calendar,openid")
    );
    let paste = explained(&body.to_string(), &of_ada()).paste.unwrap();
    assert_eq!(paste.client_id.as_deref(), Some(CLIENT_ID));
}

#[test]
fn a_name_alone_gives_its_surest_causes() {
    for (name, count) in [("invalid_grant", 3), ("unauthorized_client", 2)] {
        for shown in [
            format!("Error: {name}\n    at Request._callback (transporters.js:81:15)"),
            json!({ "error": name }).to_string(),
            json!({ "error": name, "error_description": "Something not seen before." }).to_string(),
        ] {
            let found = explained(&shown, &of_ada());
            assert_eq!((found.id, found.likely.len()), (name, count), "{shown}");
            assert_eq!(found.evidence.as_str(), "reported");
            assert_readable(&found);
        }
    }
    assert_eq!(
        explained("Error: admin_policy_enforced", &unknown()).id,
        "admin_policy"
    );
}

#[test]
fn an_id_token_instead_of_a_token_is_explained() {
    let answer = json!({ "id_token": "eyJhbGciOiJSUzI1NiJ9.e30.c2ln" }).to_string();
    let found = explained(&answer, &of_ada());
    assert_eq!(
        (found.id, found.code),
        ("id_token_instead", Some(Code::NoAccessToken))
    );
    assert_eq!(
        explain(
            &json!({ "access_token": "x", "id_token": "y" }).to_string(),
            &of_ada()
        ),
        None
    );
}

#[test]
fn every_code_of_edgemints_is_explained() {
    for code in Code::ALL {
        let name = code.as_str();
        for shown in [
            name.to_owned(),
            format!("EdgemintError: It is what it is.\n    at x {{\n  code: '{name}',\n  retryable: false\n}}"),
            json!({ "error": { "code": name, "message": "It is what it is.", "remedy": "What to do about it." } }).to_string(),
        ] {
            assert_readable(&explained(&shown, &unknown()));
        }
    }
}

#[test]
fn edgemints_own_answer_keeps_its_words() {
    let body = json!({ "error": {
        "code": "policy_denied", "message": "The policy does not allow you this token.",
        "remedy": "Ask the operator.", "retryable": true, "upstream": Value::Null,
    } });
    let found = explain_api(403, &body.to_string(), &unknown()).unwrap();
    assert_eq!(
        (found.id, found.origin, found.code),
        ("policy_denied", Origin::Edgemint, Some(Code::PolicyDenied))
    );
    assert_eq!(
        found.likely[0].cause,
        "The policy does not allow you this token."
    );
    assert_eq!(found.likely[0].remedy, "Ask the operator.");
    assert!(found.retry);
    let thrown = "EdgemintError: The option lifetime is not a number.\n    at createMinter";
    let found = explained(thrown, &unknown());
    assert_eq!(found.id, "invalid_option");
    assert_eq!(
        found.likely[0].cause,
        "The option lifetime is not a number."
    );
    let line = json!({ "route": "token", "status": 403, "outcome": "policy_denied" }).to_string();
    assert_eq!(explained(&line, &unknown()).id, "policy_denied");
}

#[test]
fn what_is_not_known_is_not_explained() {
    for shown in [
        "",
        "Bad Request",
        "Error: connect ECONNREFUSED 127.0.0.1:443",
        "<!doctype html><title>502</title>",
        "{}",
        "{{{{{\"",
        r#"{"error":"something_new","error_description":"Something not seen before."}"#,
        r#"{"error":{"code":404,"message":"Requested entity was not found.","status":"NOT_FOUND"}}"#,
        r#"{"error":{"code":"ECONNRESET"}}"#,
        r#"{"status":"ok","message":"All is well."}"#,
        "the module invalid_grants is missing",
    ] {
        assert_eq!(explain(shown, &of_ada()), None, "{shown}");
    }
}

#[test]
fn long_and_hostile_texts_end() {
    for shown in [
        "{".repeat(200_000),
        "{\"a\":".repeat(20_000),
        "ä".repeat(100_000),
        "\\\"".repeat(50_000),
    ] {
        assert_eq!(explain(&shown, &of_ada()), None);
    }
}

#[test]
fn secrets_in_an_error_are_not_repeated() {
    let secret = "ya29.a0AfH6SMBcanarycanarycanary";
    let body = json!({ "error": {
        "code": "internal", "message": format!("It broke at {secret}."),
        "remedy": format!("Do not use -----BEGIN PRIVATE KEY----- {secret}"),
    } });
    for shown in [
        body.to_string(),
        format!("EdgemintError: Service account key: private_key should be {secret}"),
        format!(
            "{secret} {}",
            refusals("invalid_grant", "Invalid JWT Signature.")[0]
        ),
    ] {
        let json = explained(&shown, &unknown()).to_json();
        assert!(
            !json.contains("canary") && !json.contains("BEGIN"),
            "{json}"
        );
    }
}
