//! The proxy where the API itself fails: what real workerd cannot be made to do.

#![allow(clippy::indexing_slicing, clippy::unwrap_used, reason = "tests")]

mod fake;

use edgemint::adapters::memory::MemoryStore;
use edgemint::ports::{Apis, NoResponse};
use edgemint::server::{Config, Proxied, Service};
use fake::{FakeOperations, FakePlatform, Script};
use futures::executor::block_on;
use http::{HeaderMap, Method, Request, Response};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::cell::RefCell;
use std::time::Duration;

const KEY: &str = include_str!("vectors/service_account.json");
const SECRET: &str = "correct-horse";

/// Notes the tokens that it gets, and answers with the next status; none is no answer.
#[derive(Default)]
struct FakeApis {
    statuses: RefCell<Vec<Option<u16>>>,
    tokens: RefCell<Vec<String>>,
}

impl Apis for FakeApis {
    type Body = Vec<u8>;

    async fn send(
        &self,
        _method: &Method,
        _url: &str,
        headers: HeaderMap,
        _body: Option<Vec<u8>>,
        timeout: Duration,
    ) -> Result<Response<Vec<u8>>, NoResponse> {
        let token = headers["authorization"].to_str().unwrap().to_owned();
        assert!(headers["authorization"].is_sensitive());
        assert_eq!(timeout, Duration::from_secs(300), "nobody waits for ever");
        self.tokens.borrow_mut().push(token);
        let status = self.statuses.borrow_mut().remove(0).ok_or(NoResponse)?;
        let response = Response::builder().status(status).body(b"{}".to_vec());
        Ok(response.unwrap())
    }

    async fn peek(&self, body: Vec<u8>, _limit: usize) -> (Vec<u8>, Vec<u8>) {
        (body.clone(), body)
    }
}

fn ask(
    script: impl IntoIterator<Item = Script>,
    statuses: &[Option<u16>],
    body: Option<Vec<u8>>,
) -> (Proxied<Vec<u8>>, FakeApis) {
    let method = if body.is_some() { "POST" } else { "GET" };
    ask_by(method, script, statuses, body)
}

fn ask_by(
    method: &str,
    script: impl IntoIterator<Item = Script>,
    statuses: &[Option<u16>],
    body: Option<Vec<u8>>,
) -> (Proxied<Vec<u8>>, FakeApis) {
    let hash: String = Sha256::digest(SECRET)
        .iter()
        .map(|b| format!("{b:02x}"))
        .collect();
    let policy = json!({ "callers": [{
        "name": "digest",
        "secret_sha256": [hash],
        "users": ["*@example.com"],
        "scopes": ["gmail.readonly"],
        "proxy": [{
            "host": "gmail.googleapis.com",
            "methods": ["GET", "POST"],
            "paths": ["/gmail/v1/users/me"],
            "scopes": ["gmail.readonly"],
        }],
    }]});
    let config = Config {
        service_account_key: Some(KEY.to_owned().into()),
        policy: Some(policy.to_string()),
        ..Config::default()
    };
    let settings = config.read().unwrap();
    let (platform, store) = (FakePlatform::new(script), MemoryStore::default());
    let operations = FakeOperations::new(Some(true));
    let service = Service::new(
        settings.key,
        settings.policy,
        platform,
        store,
        operations,
        settings.limiter_fails,
    );
    let request = Request::builder()
        .method(method)
        .uri("/proxy/gmail.googleapis.com/gmail/v1/users/me/profile")
        .header("Authorization", format!("Bearer {SECRET}"))
        .header("X-Edgemint-User", "ada@example.com")
        .body(body)
        .unwrap();
    let apis = FakeApis {
        statuses: RefCell::new(statuses.to_vec()),
        ..FakeApis::default()
    };
    let proxied = block_on(service.proxy(&apis, request));
    (proxied, apis)
}

fn code(proxied: &Proxied<Vec<u8>>) -> (u16, Value) {
    let response = proxied.reply.as_ref().unwrap_err();
    let body: Value = serde_json::from_str(response.body()).unwrap();
    (response.status().as_u16(), body["error"]["code"].clone())
}

#[test]
fn an_api_that_does_not_answer_is_said_to() {
    let (proxied, _) = ask([], &[None], None);
    assert_eq!(code(&proxied), (504, json!("api_unreachable")));
    let (proxied, _) = ask([], &[Some(401), None], None);
    assert_eq!(code(&proxied), (504, json!("api_unreachable")));
}

#[test]
fn a_token_that_is_refused_twice_is_refused() {
    let (proxied, apis) = ask([], &[Some(401), Some(401)], None);
    assert_eq!(proxied.reply.unwrap().status(), 401);
    let tokens = apis.tokens.borrow();
    assert_eq!(tokens.len(), 2);
    assert_ne!(tokens[0], tokens[1]);
}

#[test]
fn a_body_is_sent_once() {
    let (proxied, apis) = ask([], &[Some(401)], Some(b"draft".to_vec()));
    assert_eq!(proxied.reply.unwrap().status(), 401);
    assert_eq!(apis.tokens.borrow().len(), 1);
}

#[test]
fn a_get_with_a_body_is_refused_before_it_is_sent() {
    let (proxied, apis) = ask_by("GET", [], &[], Some(b"body".to_vec()));
    assert_eq!(code(&proxied), (400, json!("bad_request")));
    assert!(apis.tokens.borrow().is_empty());
}

#[test]
fn what_the_token_endpoint_says_reaches_the_caller() {
    let refused = Script::refused("invalid_grant", "Invalid email or User ID");
    let (proxied, apis) = ask([refused], &[], None);
    assert_eq!(code(&proxied), (502, json!("invalid_grant")));
    assert!(apis.tokens.borrow().is_empty());
    let line: Value = serde_json::from_str(proxied.log.as_str()).unwrap();
    assert_eq!(
        (&line["route"], &line["outcome"]),
        (&json!("proxy"), &json!("invalid_grant"))
    );
}
