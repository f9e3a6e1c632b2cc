//! `POST /v1/token`: a token for a caller that may have it.

use super::gate::Proof;
use super::record::Record;
use super::rejection::Rejection;
use super::service::Service;
use super::wire;
use crate::minter::{Granted, Source};
use crate::ports::{Documents, Incoming, Operations, Platform, TokenStore, Unread};
use crate::proto::redact::redact;
use crate::proto::scope::ScopeSet;
use crate::proto::subject::Subject;
use crate::proto::user::UserEmail;
use crate::proto::wanted::Delegation;
use core::time::Duration;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, Response};
use serde::Deserialize;
use serde_json::json;

/// The longest body that is read, in bytes.
pub const MAX_BODY_BYTES: usize = 16 * 1024;
/// How long a body may take to come in.
const BODY_TIMEOUT: Duration = Duration::from_secs(10);

pub(super) async fn answer<P: Platform + Documents, S: TokenStore, O: Operations>(
    service: &Service<P, S, O>,
    headers: &HeaderMap,
    body: impl Incoming,
    record: &mut Record,
) -> Result<(Response<String>, Option<Delegation>), Rejection> {
    let caller = service.admit(Proof::Headers(headers), record).await?;
    if !is_json(headers) {
        return Err(Rejection::UnsupportedMediaType);
    }
    let delegation = parse(&received(body).await?)?;
    let granted = service.grant(caller, &delegation, record).await?;
    let response = success(&granted, &delegation);
    let refresh = (granted.source == Source::Due).then_some(delegation);
    Ok((response, refresh))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Body {
    /// `null` is the service account itself. Left out it is nobody: serde then misses it.
    #[serde(deserialize_with = "Option::deserialize")]
    user: Option<String>,
    scopes: Scopes,
}

#[derive(Deserialize)]
#[serde(untagged, expecting = "scopes should be a string or a list of strings")]
enum Scopes {
    Text(String),
    List(Vec<String>),
}

async fn received(body: impl Incoming) -> Result<Vec<u8>, Rejection> {
    match body.read(MAX_BODY_BYTES, BODY_TIMEOUT).await {
        Ok(bytes) if bytes.len() > MAX_BODY_BYTES => Err(Rejection::PayloadTooLarge),
        Ok(bytes) => Ok(bytes),
        Err(Unread::Cut) => Err(Rejection::BadRequest("it broke off".into())),
        Err(Unread::Late) => Err(Rejection::RequestTimeout),
    }
}

fn parse(body: &[u8]) -> Result<Delegation, Rejection> {
    // To serde, a list of the fields in their order would do as well.
    if body.trim_ascii_start().first() == Some(&b'[') {
        return Err(Rejection::BadRequest("it is a list, not an object".into()));
    }
    let body: Body = serde_json::from_slice(body)
        .map_err(|error| Rejection::BadRequest(redact(&error.to_string())))?;
    let scopes = match body.scopes {
        Scopes::Text(text) => text.parse()?,
        Scopes::List(list) => ScopeSet::from_list(list)?,
    };
    Ok(Delegation {
        subject: match body.user {
            Some(user) => Subject::User(user.parse()?),
            None => Subject::ServiceAccount,
        },
        scopes,
    })
}

fn is_json(headers: &HeaderMap) -> bool {
    let content_type = headers
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok());
    let essence = content_type
        .and_then(|text| text.split(';').next())
        .unwrap_or_default();
    essence.trim().eq_ignore_ascii_case("application/json")
}

fn success(granted: &Granted, delegation: &Delegation) -> Response<String> {
    wire::json(&json!({
        "access_token": granted.token.access_token.expose(),
        "token_type": "Bearer",
        "expires_at": granted.token.expires_at.as_secs(),
        "scope": granted.token.scopes(&delegation.scopes).to_string(),
        "user": delegation.subject.user().map(UserEmail::as_str),
    }))
}
