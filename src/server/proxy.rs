//! `/proxy/<host>/<path>`: one of Google's APIs, with a token that the caller never sees.

use super::cors;
use super::record::Record;
use super::rejection::Rejection;
use super::service::Service;
use super::token::permit;
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

impl<P: Platform + Documents, S: TokenStore, O: Operations> Service<P, S, O> {
    /// Sends a request on. A body is sent as it comes in, and once only.
    pub async fn proxy<A: Apis>(
        &self,
        apis: &A,
        request: Request<Option<A::Body>>,
    ) -> Proxied<A::Body> {
        let started = self.start();
        let (head, body) = request.into_parts();
        let mut record = Record::new(self.request_id(&head.headers), "proxy");
        let preflight = cors::asked_beforehand(&self.policy, &head.method, &head.headers);
        let (mut reply, refresh) = match preflight {
            Some(response) => {
                self.finish(&mut record, started, Ok(response.status().as_u16()));
                (Err(response), None)
            }
            None => {
                let passed = self.pass(apis, &head, body, &mut record).await;
                let status = passed
                    .as_ref()
                    .map(|(response, _)| response.status().as_u16());
                self.finish(&mut record, started, status);
                match passed {
                    Ok((response, refresh)) => (Ok(response), refresh),
                    Err(rejection) => (Err(rejection.into_response()), None),
                }
            }
        };
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
    ) -> Result<(Response<A::Body>, Option<Delegation>), Rejection> {
        let caller = self.caller(&head.headers, record).await?;
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
        Ok((response, due.then_some(delegation)))
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
        let granted = self.minter.get_token(delegation).await?;
        record.granted(granted.source);
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
