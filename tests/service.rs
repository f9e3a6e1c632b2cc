//! The server over a scripted platform: every answer, natively. The same in real workerd is in
//! `tests/worker`.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

mod fake;

use edgemint::adapters::memory::MemoryStore;
use edgemint::server::{
    Answer, Config, MAX_BODY_BYTES, MAX_POLICY_BYTES, Rejection, Service, config as settings,
};
use fake::{FakeOperations, FakePlatform, START, Script};
use futures::executor::block_on;
use http::Request;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::time::Duration;

type TestService = Service<FakePlatform, MemoryStore, FakeOperations>;

const KEY: &str = include_str!("vectors/service_account.json");
const SECRET: &str = "correct-horse";

fn config() -> Config {
    let hash: String = Sha256::digest(SECRET)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let policy = json!({ "callers": [{
        "name": "digest",
        "secret_sha256": [hash],
        "users": ["*@example.com"],
        "scopes": ["gmail.readonly", "openid"],
    }]});
    Config {
        service_account_key: Some(KEY.to_owned().into()),
        policy: Some(policy.to_string()),
        ..Config::default()
    }
}

fn service(script: impl IntoIterator<Item = Script>) -> (TestService, FakePlatform) {
    let platform = FakePlatform::new(script);
    let settings = config().read().unwrap();
    let operations = FakeOperations::new(Some(true));
    let store = MemoryStore::default();
    let service = Service::new(
        settings.key,
        settings.policy,
        platform.clone(),
        store,
        operations,
        settings.limiter_fails,
    );
    (service, platform)
}

fn ask(body: &str) -> Request<Vec<u8>> {
    Request::post("/v1/token")
        .header("authorization", format!("Bearer {SECRET}"))
        .header("content-type", "application/json; charset=utf-8")
        .body(body.as_bytes().to_vec())
        .unwrap()
}

fn good() -> Request<Vec<u8>> {
    ask(r#"{"user": "Ada@example.com", "scopes": ["openid", "gmail.readonly"]}"#)
}

fn with(mut request: Request<Vec<u8>>, name: &'static str, value: &str) -> Request<Vec<u8>> {
    request.headers_mut().insert(name, value.parse().unwrap());
    request
}

fn handle(service: &TestService, request: &Request<Vec<u8>>) -> (u16, Value, Answer) {
    let answer = block_on(service.handle(request.clone()));
    let body = serde_json::from_str(answer.response.body()).unwrap();
    (answer.response.status().as_u16(), body, answer)
}

#[test]
fn a_caller_gets_a_token() {
    let (service, _) = service([]);
    let (status, body, answer) = handle(&service, &good());
    let expires_at = (START + Duration::from_secs(3_599)).as_secs();
    assert_eq!(
        (status, body),
        (
            200,
            json!({
                "access_token": "ya29.token-1",
                "token_type": "Bearer",
                "expires_at": expires_at,
                "scope": "https://www.googleapis.com/auth/gmail.readonly openid",
                "user": "ada@example.com",
            })
        )
    );
    let header = |name| answer.response.headers()[name].to_str().unwrap();
    assert_eq!(header("cache-control"), "no-store");
    assert_eq!(header("x-edgemint-cache"), "miss");
    assert!(answer.refresh.is_none());
}

#[test]
fn scopes_may_be_one_string() {
    let (service, _) = service([]);
    let (status, body, _) = handle(
        &service,
        &ask(r#"{"user": "ada@example.com", "scopes": "openid gmail.readonly"}"#),
    );
    assert_eq!(status, 200);
    assert_eq!(
        body["scope"],
        "https://www.googleapis.com/auth/gmail.readonly openid"
    );
}

#[test]
fn a_due_token_asks_to_be_refreshed() {
    let (service, platform) = service([]);
    handle(&service, &good());
    platform.advance(Duration::from_secs(3_400));
    let (status, body, answer) = handle(&service, &good());
    assert_eq!(
        (status, &body["access_token"]),
        (200, &json!("ya29.token-1"))
    );
    assert_eq!(answer.response.headers()["x-edgemint-cache"], "refresh");
    block_on(service.refresh(&answer.refresh.unwrap()));
    assert_eq!(handle(&service, &good()).1["access_token"], "ya29.token-2");
}

#[test]
fn what_is_not_a_good_request_is_refused_by_name() {
    let (service, platform) = service([]);
    let large = format!("{{\"user\": \"{}\"}}", "a".repeat(MAX_BODY_BYTES));
    let without = |name| {
        let mut request = good();
        request.headers_mut().remove(name);
        request
    };
    for (request, status, code) in [
        (without("authorization"), 401, "unauthenticated"),
        (
            with(good(), "authorization", "Bearer wrong"),
            401,
            "unauthenticated",
        ),
        (
            with(good(), "authorization", "Bearer "),
            401,
            "unauthenticated",
        ),
        (
            with(good(), "authorization", "Basic Y29ycmVjdC1ob3JzZQ=="),
            401,
            "unauthenticated",
        ),
        (without("content-type"), 415, "unsupported_media_type"),
        (
            with(good(), "content-type", "text/plain"),
            415,
            "unsupported_media_type",
        ),
        (ask(&large), 413, "payload_too_large"),
        (ask(""), 400, "bad_request"),
        (ask("{"), 400, "bad_request"),
        (ask("[]"), 400, "bad_request"),
        (ask(r#"["ada@example.com", "openid"]"#), 400, "bad_request"),
        (ask(&"[".repeat(9_000)), 400, "bad_request"),
        (ask("\u{feff}{}"), 400, "bad_request"),
        (ask(r#"{"user": "ada@example.com"}"#), 400, "bad_request"),
        (
            ask(r#"{"user": 7, "scopes": "openid"}"#),
            400,
            "bad_request",
        ),
        (
            ask(r#"{"user": "ada@example.com", "scopes": {"a": 1}}"#),
            400,
            "bad_request",
        ),
        (
            ask(r#"{"user": "ada@example.com", "scopes": ["openid", 7]}"#),
            400,
            "bad_request",
        ),
        (
            ask(r#"{"user": "ada@example.com", "scopes": "openid", "x": 1}"#),
            400,
            "bad_request",
        ),
        (
            ask(r#"{"user": "ada@example.com", "user": "b@example.com", "scopes": "openid"}"#),
            400,
            "bad_request",
        ),
        (
            ask(r#"{"user": "me", "scopes": "openid"}"#),
            400,
            "invalid_user",
        ),
        (
            ask(r#"{"user": "a\r\nb@example.com", "scopes": "openid"}"#),
            400,
            "invalid_user",
        ),
        (
            ask(r#"{"user": "ada@example.com", "scopes": []}"#),
            400,
            "invalid_scope",
        ),
        (
            ask(r#"{"user": "ada@example.org", "scopes": "openid"}"#),
            403,
            "policy_denied",
        ),
        (
            ask(r#"{"user": "ada@example.com", "scopes": "gmail.send"}"#),
            403,
            "policy_denied",
        ),
    ] {
        let (found, body, answer) = handle(&service, &request);
        assert_eq!(
            (found, &body["error"]["code"]),
            (status, &json!(code)),
            "{body}"
        );
        assert!(!body["error"]["message"].as_str().unwrap().is_empty());
        assert!(!body["error"]["remedy"].as_str().unwrap().is_empty());
        assert_eq!(answer.response.headers()["cache-control"], "no-store");
    }
    assert!(platform.requests().is_empty());
    assert_eq!(handle(&service, &good()).0, 200);
}

#[test]
fn routes_and_methods() {
    let (service, _) = service([]);
    for (method, path, status, allow) in [
        ("GET", "/healthz", 200, None),
        ("POST", "/healthz", 405, Some("GET, HEAD")),
        ("GET", "/v1/token", 405, Some("POST")),
        ("OPTIONS", "/v1/token", 405, Some("POST")),
        ("GET", "/", 404, None),
        ("POST", "/v1/token/", 404, None),
        ("POST", "/v1//token", 404, None),
        ("POST", "/V1/token", 404, None),
    ] {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .body(Vec::new())
            .unwrap();
        let (found, _, answer) = handle(&service, &request);
        let found_allow = answer.response.headers().get("allow");
        assert_eq!(
            (found, found_allow.map(|value| value.to_str().unwrap())),
            (status, allow)
        );
    }
}

#[test]
fn health_names_the_signer() {
    let (service, _) = service([]);
    let request = Request::get("/healthz").body(Vec::new()).unwrap();
    let body = handle(&service, &request).1;
    let version = env!("CARGO_PKG_VERSION");
    assert_eq!(
        body,
        json!({ "status": "ok", "version": version, "signer": "rsa-crate" })
    );
}

#[test]
fn failures_of_the_mint_have_their_status_and_say_what_google_said() {
    let denied = "Client is unauthorized to retrieve access tokens using this method.";
    let refused = Script::refused("unauthorized_client", denied);
    let limited = Script::json(429, json!({})).retry_after("60");
    for (script, status, code) in [
        (vec![refused], 502, "unauthorized_client"),
        (vec![limited], 503, "rate_limited"),
        (
            vec![Script::NoResponse; 4],
            504,
            "token_endpoint_unreachable",
        ),
        (
            vec![Script::json(500, json!({})); 4],
            502,
            "token_endpoint_failed",
        ),
        (
            vec![Script::json(200, json!({ "id_token": "eyJ" }))],
            502,
            "no_access_token",
        ),
    ] {
        let (service, _) = service(script);
        let (found, body, answer) = handle(&service, &good());
        assert_eq!(
            (found, &body["error"]["code"]),
            (status, &json!(code)),
            "{body}"
        );
        if code == "rate_limited" {
            assert_eq!(answer.response.headers()["retry-after"], "60");
        }
        if code == "unauthorized_client" {
            let remedy = body["error"]["remedy"].as_str().unwrap();
            let scopes = "https://www.googleapis.com/auth/gmail.readonly,openid";
            assert!(remedy.contains("123456789012345678901") && remedy.contains(scopes));
            assert_eq!(body["error"]["upstream"]["error_description"], denied);
            assert_eq!(body["error"]["upstream"]["diagnosis"], "dwd_client_id");
        }
    }
}

#[test]
fn a_denial_tells_the_operator_which_rule_is_missing_and_the_caller_nothing() {
    let (service, _) = service([]);
    let request = ask(r#"{"user": "ada@example.org", "scopes": "openid"}"#);
    let (_, body, answer) = handle(&service, &request);
    assert!(!body.to_string().contains("example.org"));
    assert_eq!(
        line(&answer),
        json!({
            "event": "request",
            "id": answer.response.headers()["x-request-id"].to_str().unwrap(),
            "route": "token",
            "status": 403,
            "outcome": "policy_denied",
            "ms": 0,
            "caller": "digest",
            "user": "ada@example.org",
            "scopes": "openid",
            "missing": "user",
        })
    );
}

fn line(answer: &Answer) -> Value {
    serde_json::from_str(answer.log.as_str()).unwrap()
}

#[test]
fn every_request_is_a_line_in_the_log() {
    let (service, platform) = service([]);
    platform.signature_takes(Duration::from_millis(7));
    let minted = handle(&service, &with(good(), "cf-ray", "8a1b2c3d-FRA")).2;
    assert_eq!(minted.response.headers()["x-request-id"], "8a1b2c3d-FRA");
    let millis = line(&minted)["ms"].as_u64().unwrap();
    assert!(millis >= 7);
    let timing = format!("total;dur={millis}");
    assert_eq!(minted.response.headers()["server-timing"], timing);
    assert_eq!(
        line(&minted),
        json!({
            "event": "request",
            "id": "8a1b2c3d-FRA",
            "route": "token",
            "status": 200,
            "outcome": "ok",
            "ms": millis,
            "caller": "digest",
            "user": "ada@example.com",
            "scopes": "https://www.googleapis.com/auth/gmail.readonly openid",
            "cache": "none",
        })
    );

    let found = handle(&service, &with(good(), "cf-ray", "not an id")).2;
    assert_eq!(line(&found)["cache"], "memory");
    let id = found.response.headers()["x-request-id"].to_str().unwrap();
    assert!(id.len() == 16 && id.bytes().all(|b| b.is_ascii_hexdigit()));

    let nobody = handle(&service, &Request::get("/").body(Vec::new()).unwrap()).2;
    assert_eq!(line(&nobody)["outcome"], "not_found");
}

#[test]
fn under_another_policy_tokens_stay_and_callers_change() {
    let (service, platform) = service([Script::token("t")]);
    assert_eq!(handle(&service, &good()).0, 200);
    let under = |text: String| service.under(settings::policy(Some(text)).unwrap());
    let policy = config().policy.unwrap();
    let narrower = policy.replace("gmail.readonly", "calendar.readonly");
    assert_eq!(handle(&under(policy), &good()).0, 200);
    assert_eq!(platform.requests().len(), 1);
    assert_eq!(handle(&under(narrower), &good()).0, 403);
}

#[test]
fn a_missing_or_malformed_setting_is_named_with_its_remedy() {
    let foreign = KEY.replace(
        "https://oauth2.googleapis.com/token",
        "https://evil.example/token",
    );
    let cases = [
        (
            Config {
                service_account_key: None,
                ..config()
            },
            "has no SERVICE_ACCOUNT_KEY",
            "secret put",
        ),
        (
            Config {
                service_account_key: Some(String::from(" ").into()),
                ..config()
            },
            "has no SERVICE_ACCOUNT_KEY",
            "secret put",
        ),
        (
            Config {
                service_account_key: Some(String::from("{}").into()),
                ..config()
            },
            "client_email is missing",
            "secret put",
        ),
        (
            Config {
                service_account_key: Some(foreign.into()),
                ..config()
            },
            "token_uri",
            "secret put",
        ),
        (
            Config {
                policy: None,
                ..config()
            },
            "has no POLICY",
            "secret put POLICY",
        ),
        (
            Config {
                policy: Some("{\"callers\": 1}".into()),
                ..config()
            },
            "POLICY of this deployment is malformed",
            "secret put POLICY",
        ),
        (
            Config {
                token_uri: Some("http://example.com".into()),
                ..config()
            },
            "TOKEN_URI of this deployment is malformed",
            "TOKEN_URI",
        ),
        (
            Config {
                rate_limit_fails: Some("ajar".into()),
                ..config()
            },
            "RATE_LIMIT_FAILS of this deployment is malformed",
            "open or closed",
        ),
        (
            Config {
                policy: Some(config().policy.unwrap() + &" ".repeat(MAX_POLICY_BYTES)),
                ..config()
            },
            "longer than 1 MiB",
            "secret put POLICY",
        ),
    ];
    for (config, message, remedy) in cases {
        let rejection: Rejection = config.read().err().unwrap();
        let response = rejection.into_response();
        let body: Value = serde_json::from_str(response.body()).unwrap();
        assert_eq!(
            (response.status().as_u16(), &body["error"]["code"]),
            (503, &json!("not_configured"))
        );
        assert!(
            body["error"]["message"].as_str().unwrap().contains(message),
            "{body}"
        );
        assert!(
            body["error"]["remedy"].as_str().unwrap().contains(remedy),
            "{body}"
        );
    }
}
