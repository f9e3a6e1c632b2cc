//! Who comes in before what is looked at: the caller, its quota, and only then the body.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

mod fake;

use edgemint::adapters::memory::MemoryStore;
use edgemint::ports::{Incoming, Unread};
use edgemint::server::{Answer, Config, Service};
use fake::{FakeOperations, FakePlatform};
use futures::executor::block_on;
use http::Request;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

const KEY: &str = include_str!("vectors/service_account.json");
const SECRET: &str = "correct-horse";
const BODY: &str = r#"{"user": "ada@example.com", "scopes": "openid"}"#;

/// A body that comes in as it is told to, and remembers whether anybody wanted it.
#[derive(Clone, Default)]
struct FakeBody {
    wanted: Rc<Cell<bool>>,
    fails: Option<Unread>,
}

impl Incoming for FakeBody {
    async fn read(self, limit: usize, timeout: Duration) -> Result<Vec<u8>, Unread> {
        assert!(limit <= 16 * 1024 && timeout <= Duration::from_secs(10));
        self.wanted.set(true);
        self.fails.map_or_else(|| Ok(BODY.into()), Err)
    }
}

/// The answer where the limiter says `allowed`, or does not say, as the setting has it then.
fn ask(
    secret: &str,
    body: &FakeBody,
    allowed: Option<bool>,
    limiter_fails: Option<&str>,
) -> (Answer, Value) {
    let hash: String = Sha256::digest(SECRET)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let policy = json!({ "callers": [{
        "name": "digest",
        "secret_sha256": [hash],
        "users": ["*@example.com"],
        "scopes": ["openid"],
    }]});
    let settings = Config {
        service_account_key: Some(KEY.to_owned().into()),
        policy: Some(policy.to_string()),
        rate_limit_fails: limiter_fails.map(str::to_owned),
        ..Config::default()
    }
    .read()
    .unwrap();
    let service = Service::new(
        settings.key,
        settings.policy,
        FakePlatform::new([]),
        MemoryStore::default(),
        FakeOperations::new(allowed),
        settings.limiter_fails,
    );
    let request = Request::post("/v1/token")
        .header("authorization", format!("Bearer {secret}"))
        .header("content-type", "application/json")
        .body(body.clone())
        .unwrap();
    let answer = block_on(service.handle(request));
    let json = serde_json::from_str(answer.response.body()).unwrap();
    (answer, json)
}

#[track_caller]
fn assert_refused((answer, body): &(Answer, Value), status: u16, code: &str) {
    let found = (answer.response.status().as_u16(), &body["error"]["code"]);
    assert_eq!(found, (status, &json!(code)), "{body}");
}

fn line(answer: &Answer) -> Value {
    serde_json::from_str(answer.log.as_str()).unwrap()
}

#[test]
fn nobody_waits_for_the_body_of_a_stranger() {
    let body = FakeBody::default();
    assert_refused(
        &ask("wrong", &body, Some(true), None),
        401,
        "unauthenticated",
    );
    assert_refused(
        &ask(SECRET, &body, Some(false), None),
        429,
        "too_many_requests",
    );
    assert!(!body.wanted.get());
    let (answer, _) = ask(SECRET, &body, Some(true), None);
    assert_eq!(answer.response.status(), 200);
    assert!(body.wanted.get());
}

#[test]
fn a_body_that_does_not_come_is_refused() {
    for (fails, status, code, retryable) in [
        (Unread::Late, 408, "request_timeout", true),
        (Unread::Cut, 400, "bad_request", false),
    ] {
        let body = FakeBody {
            fails: Some(fails),
            ..FakeBody::default()
        };
        let answer = ask(SECRET, &body, Some(true), None);
        assert_refused(&answer, status, code);
        assert_eq!(answer.1["error"]["retryable"], retryable);
    }
}

#[test]
fn a_caller_that_asks_too_often_is_told_to_wait() {
    let answer = ask(SECRET, &FakeBody::default(), Some(false), None);
    assert_refused(&answer, 429, "too_many_requests");
    assert_eq!(answer.1["error"]["retryable"], true);
    assert_eq!(line(&answer.0)["caller"], "digest");
    // Whoever did not prove to be anybody is no caller whose requests count.
    let stranger = ask("wrong", &FakeBody::default(), Some(false), None);
    assert_refused(&stranger, 401, "unauthenticated");
}

#[test]
fn a_limiter_that_does_not_answer_lets_pass_or_not_as_the_setting_has_it() {
    for setting in [None, Some("open"), Some(" ")] {
        let (answer, _) = ask(SECRET, &FakeBody::default(), None, setting);
        assert_eq!(answer.response.status(), 200, "{setting:?}");
        assert_eq!(line(&answer)["limiter"], "failed");
    }
    let closed = ask(SECRET, &FakeBody::default(), None, Some("closed"));
    assert_refused(&closed, 503, "rate_limiter_failed");
    assert_eq!(closed.1["error"]["retryable"], true);
    assert_eq!(line(&closed.0)["limiter"], "failed");
    // A stranger is one all the same.
    let stranger = ask("wrong", &FakeBody::default(), None, None);
    assert_refused(&stranger, 401, "unauthenticated");
}
