//! `/proxy/<host>/<path>`: one of Google's APIs, with a token that the caller never sees.

use super::cors;
use super::gate::{Proof, permit};
use super::record::Record;
use super::rejection::Rejection;
use super::service::Service;
use super::upstream::{Upstream, request_headers, response_headers};
use crate::minter::{Granted, Source};
use crate::ports::{Apis, Documents, LogLine, Operations, Platform, TokenStore};
use crate::proto::diagnose;
use crate::proto::scope::ScopeSet;
use crate::proto::subject::Subject;
use crate::proto::wanted::Delegation;
use core::time::Duration;
use http::header::AUTHORIZATION;
use http::request::Parts;
use http::{HeaderMap, HeaderValue, Method, Request, Response, StatusCode};

/// How long an answer may take to begin: longer than any of Google's does, a slow upload included.
const API_TIMEOUT: Duration = Duration::from_secs(300);

/// Names the user in whose place the request is made.
const USER: &str = "x-edgemint-user";
/// Names the scopes of the token, where they are to be fewer than the route's.
const SCOPES: &str = "x-edgemint-scopes";
/// What is likely wrong, where an API refuses.
const DIAGNOSIS: &str = "x-edgemint-diagnosis";
/// Google's errors are shorter.
const MAX_ERROR_BYTES: usize = 16 * 1024;

/// What a caller of the proxy gets, and what is to be done behind it.
#[derive(Debug)]
pub struct Proxied<B> {
    /// The API's answer, or one of our own.
    pub reply: Result<Response<B>, Response<String>>,
    /// A token that is due: hand it to [`Service::refresh`].
    pub refresh: Option<Delegation>,
    /// For the operator.
    pub log: LogLine,
}

/// An API's answer or one of our own, and the token that is to be refreshed behind it.
type Sent<B> = (Result<Response<B>, Response<String>>, Option<Delegation>);

impl<P: Platform + Documents, S: TokenStore, O: Operations> Service<P, S, O> {
    /// Sends a request on. A body is sent as it comes in, and once only.
    pub async fn proxy<A: Apis>(
        &self,
        apis: &A,
        request: Request<Option<A::Body>>,
    ) -> Proxied<A::Body> {
        let (head, body) = request.into_parts();
        let record = Record::new(self.request_id(&head.headers), "proxy");
        let status = |(reply, _): &Sent<A::Body>| match reply {
            Ok(response) => response.status().as_u16(),
            Err(response) => response.status().as_u16(),
        };
        let pass = async |record: &mut Record| {
            let policy = &self.gate.policy;
            match cors::asked_beforehand(policy, &head.method, &head.headers) {
                Some(response) => Ok((Err(response), None)),
                None => self.pass(apis, &head, body, record).await,
            }
        };
        let (sent, record) = self.recorded(record, status, pass).await;
        let rejected = |rejection: Rejection| (Err(rejection.into_response()), None);
        let (mut reply, refresh) = sent.unwrap_or_else(rejected);
        let headers = match &mut reply {
            Ok(response) => response.headers_mut(),
            Err(response) => response.headers_mut(),
        };
        self.annotate(headers, &record, &head.headers);
        let log = record.line();
        Proxied {
            reply,
            refresh,
            log,
        }
    }

    async fn pass<A: Apis>(
        &self,
        apis: &A,
        head: &Parts,
        body: Option<A::Body>,
        record: &mut Record,
    ) -> Result<Sent<A::Body>, Rejection> {
        let caller = self.admit(Proof::Headers(&head.headers), record).await?;
        if body.is_some() && [Method::GET, Method::HEAD].contains(&head.method) {
            return Err(Rejection::ProxyBody);
        }
        let target = head
            .uri
            .path_and_query()
            .map_or("", |target| target.as_str());
        let upstream = Upstream::from_target(target).map_err(Rejection::ProxyTarget)?;
        let route = caller
            .route(&head.method, upstream.host(), upstream.path())
            .map_err(|missing| record.deny(missing))?;
        let delegation = wanted(&head.headers, route.scopes())?;
        record.asked_for(&delegation);
        if !route.scopes().contains_all(&delegation.scopes) {
            return Err(record.deny(super::policy::Denial::Scope));
        }
        permit(caller, &delegation, record)?;
        let again = body.is_none();
        let (mut response, mut granted) = self
            .send(apis, head, &upstream, &delegation, body, record)
            .await?;
        if response.status() == StatusCode::UNAUTHORIZED {
            // Withdrawn, or kept too long: the next one is fresh, if it can be sent once more now.
            let refused = granted.token.access_token.expose();
            self.minter.forget(&delegation, Some(refused)).await;
            if again {
                (response, granted) = self
                    .send(apis, head, &upstream, &delegation, None, record)
                    .await?;
            }
        }
        let response = explained(apis, response).await?;
        let due = granted.source == Source::Due;
        Ok((Ok(response), due.then_some(delegation)))
    }

    async fn send<A: Apis>(
        &self,
        apis: &A,
        head: &Parts,
        upstream: &Upstream,
        delegation: &Delegation,
        body: Option<A::Body>,
        record: &mut Record,
    ) -> Result<(Response<A::Body>, Granted), Rejection> {
        let granted = self.mint(delegation, record).await?;
        let mut headers = request_headers(&head.headers);
        let bearer = format!("Bearer {}", granted.token.access_token.expose());
        let mut bearer = HeaderValue::from_str(&bearer).map_err(|_| Rejection::ApiUnreachable)?;
        bearer.set_sensitive(true);
        headers.insert(AUTHORIZATION, bearer);
        let url = format!("https://{}{}", upstream.host(), upstream.path_and_query());
        let sent = apis
            .send(&head.method, &url, headers, body, API_TIMEOUT)
            .await;
        let response = sent.map_err(|_| Rejection::ApiUnreachable)?;
        Ok((response, granted))
    }
}

/// For whom, and within which scopes: the route's, where the caller names no others.
fn wanted(headers: &HeaderMap, route: &ScopeSet) -> Result<Delegation, Rejection> {
    let text = |name| {
        headers
            .get(name)
            .map(|value| value.to_str().unwrap_or_default())
    };
    let user = text(USER).ok_or(Rejection::ProxyUser)?;
    Ok(Delegation {
        subject: Subject::User(user.parse()?),
        scopes: match text(SCOPES) {
            Some(scopes) => scopes.parse()?,
            None => route.clone(),
        },
    })
}

/// The answer with the headers that pass and, where it is an error, what is likely wrong.
async fn explained<A: Apis>(
    apis: &A,
    response: Response<A::Body>,
) -> Result<Response<A::Body>, Rejection> {
    let (mut head, mut body) = response.into_parts();
    head.headers = response_headers(&head.headers);
    if head.status.is_client_error() || head.status.is_server_error() {
        let (start, whole) = apis.peek(body, MAX_ERROR_BYTES).await;
        body = whole;
        let row = core::str::from_utf8(&start)
            .ok()
            .and_then(diagnose::api_answer);
        let text = row.map(|row| format!("{}: {} {}", row.id.as_str(), row.cause, row.remedy));
        if let Some(Ok(value)) = text.map(|text| HeaderValue::from_str(&text)) {
            head.headers.insert(DIAGNOSIS, value);
        }
    }
    Ok(Response::from_parts(head, body))
}
