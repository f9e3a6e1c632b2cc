//! Whom a token speaks for, through the server: a user, or on purpose the service account itself.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

mod fake;

use edgemint::adapters::memory::MemoryStore;
use edgemint::server::{Config, Service};
use fake::{FakeOperations, FakePlatform};
use futures::executor::block_on;
use http::Request;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

type TestService = Service<FakePlatform, MemoryStore, FakeOperations>;

/// Of a caller that speaks for users.
const DIGEST: &str = "correct-horse";
/// Of one that speaks for the service account, and for no user.
const JOBS: &str = "battery-staple";

const ADA: &str = r#"{"user": "ada@example.com", "scopes": "openid"}"#;
const ITSELF: &str = r#"{"user": null, "scopes": "openid"}"#;

fn hash(secret: &str) -> String {
    let digest = Sha256::digest(secret);
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn service() -> TestService {
    let policy = json!({ "callers": [
        { "name": "digest", "secret_sha256": [hash(DIGEST)], "users": ["*@example.com"], "scopes": ["openid"] },
        { "name": "jobs", "secret_sha256": [hash(JOBS)], "as_service_account": true, "scopes": ["openid"] },
    ]});
    let config = Config {
        service_account_key: Some(
            include_str!("vectors/service_account.json")
                .to_owned()
                .into(),
        ),
        policy: Some(policy.to_string()),
        ..Config::default()
    };
    let settings = config.read().unwrap();
    Service::new(
        settings.key,
        settings.policy,
        FakePlatform::new([]),
        MemoryStore::default(),
        FakeOperations::new(Some(true)),
        settings.limiter_fails,
    )
}

/// The status, the body and the line of the log.
fn ask(service: &TestService, secret: &str, body: &str) -> (u16, Value, Value) {
    let request = Request::post("/v1/token")
        .header("authorization", format!("Bearer {secret}"))
        .header("content-type", "application/json")
        .body(body.as_bytes().to_vec())
        .unwrap();
    let answer = block_on(service.handle(request));
    let read = |text: &str| serde_json::from_str(text).unwrap();
    let status = answer.response.status().as_u16();
    (
        status,
        read(answer.response.body()),
        read(answer.log.as_str()),
    )
}

#[test]
fn only_a_caller_that_may_gets_a_token_of_the_service_account() {
    let service = service();
    let (status, body, line) = ask(&service, DIGEST, ITSELF);
    assert_eq!(
        (status, &body["error"]["code"]),
        (403, &json!("policy_denied"))
    );
    assert_eq!(line["missing"], "as_service_account");
    let (status, body, line) = ask(&service, JOBS, ITSELF);
    assert_eq!((status, &body["user"]), (200, &Value::Null));
    assert_eq!(line["subject"], "service_account");
    assert!(line.get("user").is_none());
    let (status, _, line) = ask(&service, JOBS, ADA);
    assert_eq!((status, &line["missing"]), (403, &json!("user")));
}

#[test]
fn its_token_and_a_users_are_never_one_anothers() {
    let service = service();
    let tokens = [(JOBS, ITSELF), (DIGEST, ADA), (JOBS, ITSELF), (DIGEST, ADA)]
        .map(|(secret, body)| ask(&service, secret, body).1["access_token"].clone());
    assert_eq!(
        tokens,
        [
            "ya29.token-1",
            "ya29.token-2",
            "ya29.token-1",
            "ya29.token-2"
        ]
    );
}
