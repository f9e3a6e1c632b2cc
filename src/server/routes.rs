//! Which request goes where.

use super::record::Record;
use super::rejection::Rejection;
use super::service::Service;
use super::{cors, health, token, wire};
use crate::ports::{Documents, Incoming, LogLine, Operations, Platform, TokenStore};
use crate::proto::wanted::Delegation;
use http::request::Parts;
use http::{Method, Request, Response};

/// A response, and what is to be done behind it.
#[derive(Debug)]
pub struct Answer {
    /// What the caller gets.
    pub response: Response<String>,
    /// A token that is due: hand it to [`Service::refresh`] once the response is on its way.
    pub refresh: Option<Delegation>,
    /// For the operator.
    pub log: LogLine,
}

/// A response, and the token that is to be refreshed behind it.
pub(super) type Routed = (Response<String>, Option<Delegation>);

impl<P: Platform + Documents, S: TokenStore, O: Operations> Service<P, S, O> {
    /// Answers a request, whatever it holds. Its body is read once it is known whose it is.
    pub async fn handle(&self, request: Request<impl Incoming>) -> Answer {
        let (head, body) = request.into_parts();
        let record = Record::new(self.request_id(&head.headers), route_name(head.uri.path()));
        let status = |(response, _): &Routed| response.status().as_u16();
        let route = async |record: &mut Record| self.route(&head, body, record).await;
        let (routed, record) = self.recorded(record, status, route).await;
        let (mut response, refresh) = match routed {
            Ok(routed) => routed,
            Err(rejection) => (rejection.into_response(), None),
        };
        self.annotate(response.headers_mut(), &record, &head.headers);
        Answer {
            response,
            refresh,
            log: record.line(),
        }
    }

    async fn route(
        &self,
        head: &Parts,
        body: impl Incoming,
        record: &mut Record,
    ) -> Result<Routed, Rejection> {
        let method = &head.method;
        if let Some(response) = cors::asked_beforehand(&self.gate.policy, method, &head.headers) {
            return Ok((response, None));
        }
        match head.uri.path() {
            "/v1/token" if method == Method::POST => {
                token::answer(self, &head.headers, body, record).await
            }
            "/v1/token" => Err(Rejection::MethodNotAllowed { allow: "POST" }),
            "/healthz" if method == Method::GET || method == Method::HEAD => {
                Ok((wire::json(&health::body(&self.minter)), None))
            }
            "/metrics" if method == Method::GET => {
                self.gate.check_operator(&head.headers)?;
                Ok((wire::text(self.counters().await), None))
            }
            "/metrics" => Err(Rejection::MethodNotAllowed { allow: "GET" }),
            "/healthz" => Err(Rejection::MethodNotAllowed { allow: "GET, HEAD" }),
            _ => Err(Rejection::NotFound),
        }
    }
}

/// What the log calls it, whatever the method.
fn route_name(path: &str) -> &'static str {
    match path {
        "/v1/token" => "token",
        "/healthz" => "healthz",
        "/metrics" => "metrics",
        _ => "none",
    }
}
