//! From rejections to HTTP: one shape of error.

use super::rejection::Rejection;
use crate::proto::catalogue::Retry;
use crate::proto::error::Error;
use http::header::{
    ALLOW, CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, RETRY_AFTER, WWW_AUTHENTICATE,
    X_CONTENT_TYPE_OPTIONS,
};
use http::{HeaderMap, HeaderName, HeaderValue, Response, StatusCode};
use serde_json::{Value, json};

/// What every answer has, an API's as well, whatever it says itself. Nobody keeps it: its URL does
/// not say for whom it is. And it runs nothing on the origin where the page takes keys.
const GUARDS: [(HeaderName, &str); 3] = [
    (CACHE_CONTROL, "no-store"),
    (CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox"),
    (X_CONTENT_TYPE_OPTIONS, "nosniff"),
];

pub(super) fn guard(headers: &mut HeaderMap) {
    for (name, value) in GUARDS {
        headers.insert(name, HeaderValue::from_static(value));
    }
}

/// A 200 with a JSON body.
pub(super) fn json(body: &Value) -> Response<String> {
    with_type(body.to_string(), "application/json; charset=utf-8")
}

/// A 200 with plain text.
pub(super) fn text(body: String) -> Response<String> {
    with_type(body, "text/plain; version=0.0.4; charset=utf-8")
}

fn with_type(body: String, content_type: &'static str) -> Response<String> {
    let mut response = Response::new(body);
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
    response
}

impl Rejection {
    /// The answer to a request that is rejected.
    pub fn into_response(self) -> Response<String> {
        let mut response = json(&json!({ "error": self.body() }));
        *response.status_mut() = self.status();
        let headers = response.headers_mut();
        guard(headers);
        match &self {
            Self::MethodNotAllowed { allow } => {
                headers.insert(ALLOW, HeaderValue::from_static(allow));
            }
            Self::Unauthenticated => {
                headers.insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
            }
            Self::Mint(error) => {
                if let Some(wait) = error.retry_after() {
                    headers.insert(RETRY_AFTER, HeaderValue::from(wait.as_secs()));
                }
            }
            _ => {}
        }
        response
    }

    /// The status of the answer.
    pub fn status(&self) -> StatusCode {
        let status = StatusCode::from_u16(self.code().status());
        status.unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }

    /// The refusal as callers get it, over HTTP or as the facts of an exception.
    pub fn body(&self) -> Value {
        let mint = match self {
            Self::Mint(error) => Some(error),
            _ => None,
        };
        json!({
            "code": self.code().as_str(),
            "message": self.to_string(),
            "remedy": self.remedy(),
            "retryable": self.retry() != Retry::Never,
            "upstream": mint.and_then(upstream),
        })
    }
}

/// What the token endpoint said, cut and redacted.
fn upstream(error: &Error) -> Option<Value> {
    match error {
        Error::TokenRefused(refusal) => Some(json!({
            "status": refusal.status,
            "error": refusal.error,
            "error_description": refusal.description,
            "diagnosis": refusal.diagnosis.map(|row| row.id.as_str()),
            "evidence": refusal.diagnosis.map(|row| row.evidence.as_str()),
        })),
        _ => error
            .upstream_status()
            .map(|status| json!({ "status": status })),
    }
}
