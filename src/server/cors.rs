//! Pages of other origins: only those that the policy lists, and never with cookies.

use super::policy::Policy;
use http::header::{
    ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_ALLOW_ORIGIN,
    ACCESS_CONTROL_EXPOSE_HEADERS, ACCESS_CONTROL_MAX_AGE, ORIGIN, VARY,
};
use http::{HeaderMap, HeaderValue, Method, Response, StatusCode};

const METHODS: &str = "GET, HEAD, POST, PUT, PATCH, DELETE";
const REQUEST_HEADERS: &str = "Authorization, Content-Type, If-Match, If-None-Match, Range, \
                               X-Edgemint-Scopes, X-Edgemint-User, X-Goog-FieldMask";
const RESPONSE_HEADERS: &str = "ETag, Retry-After, Server-Timing, X-Edgemint-Cache, \
                                X-Edgemint-Diagnosis, X-Request-Id";
/// Two hours are the most that browsers keep it for.
const MAX_AGE: &str = "7200";

/// The origin of a request, where the policy lists it.
fn allowed<'a>(policy: &Policy, request: &'a HeaderMap) -> Option<&'a HeaderValue> {
    let origin = request.get(ORIGIN)?;
    policy
        .allows_origin(origin.to_str().ok()?)
        .then_some(origin)
}

/// The answer to a browser that asks beforehand; `None` where it is no such request, or its origin is
/// not listed.
pub(super) fn asked_beforehand(
    policy: &Policy,
    method: &Method,
    request: &HeaderMap,
) -> Option<Response<String>> {
    if method != Method::OPTIONS {
        return None;
    }
    allowed(policy, request)?;
    let mut response = Response::new(String::new());
    *response.status_mut() = StatusCode::NO_CONTENT;
    for (name, value) in [
        (ACCESS_CONTROL_ALLOW_METHODS, METHODS),
        (ACCESS_CONTROL_ALLOW_HEADERS, REQUEST_HEADERS),
        (ACCESS_CONTROL_MAX_AGE, MAX_AGE),
    ] {
        response
            .headers_mut()
            .insert(name, HeaderValue::from_static(value));
    }
    Some(response)
}

/// Lets a listed origin read the answer.
pub(super) fn share(policy: &Policy, request: &HeaderMap, response: &mut HeaderMap) {
    let Some(origin) = allowed(policy, request) else {
        return;
    };
    response.insert(ACCESS_CONTROL_ALLOW_ORIGIN, origin.clone());
    let exposed = HeaderValue::from_static(RESPONSE_HEADERS);
    response.insert(ACCESS_CONTROL_EXPOSE_HEADERS, exposed);
    response.insert(VARY, HeaderValue::from_static("Origin"));
}
