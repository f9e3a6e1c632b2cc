//! The routes.

use super::access::{ACCESS_HEADER, Access};
use super::config::LimiterFails;
use super::metrics::{Metrics, exposition};
use super::policy::{Caller, Policy};
use super::record::Record;
use super::rejection::Rejection;
use super::{cors, health, token, wire};
use crate::minter::Minter;
use crate::ports::{
    Counters, Documents, Incoming, LogLine, NoResponse, Operations, Platform, Quota, TokenStore,
};
use crate::proto::key::ServiceAccountKey;
use crate::proto::time::UnixTime;
use crate::proto::wanted::Delegation;
use core::cell::{Cell, RefCell};
use core::time::Duration;
use http::request::Parts;
use http::{HeaderMap, HeaderValue, Method, Request, Response};
use rand_core::TryRng;
use std::rc::Rc;

/// The longest body that is read, in bytes.
pub const MAX_BODY_BYTES: usize = 16 * 1024;
/// How long a body may take to come in.
pub(super) const BODY_TIMEOUT: Duration = Duration::from_secs(10);

/// A limiter that takes longer does not answer: Cloudflare's asks nobody far away.
const LIMITER_TIMEOUT: Duration = Duration::from_secs(1);
/// How often counters are sent on.
const FLUSH_EVERY: Duration = Duration::from_secs(1);

/// Names a request in the log and in its answer.
const REQUEST_ID: &str = "x-request-id";
/// Says where the token came from: `hit`, `refresh` or `miss`.
const CACHE: &str = "x-edgemint-cache";
/// Cloudflare's own name for it.
const RAY: &str = "cf-ray";

/// A configured deployment.
#[derive(Debug)]
pub struct Service<P, S, O> {
    pub(super) minter: Rc<Minter<P, S>>,
    pub(super) policy: Policy,
    access: Option<Access>,
    operations: Rc<O>,
    limiter_fails: LimiterFails,
    counted: Rc<Counted>,
}

/// What was counted and not sent on yet.
#[derive(Debug, Default)]
struct Counted {
    metrics: RefCell<Metrics>,
    flushed: Cell<Option<UnixTime>>,
}

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
    /// A service for whoever `policy` names, each within its quota.
    pub fn new(
        key: ServiceAccountKey,
        policy: Policy,
        platform: P,
        store: S,
        operations: O,
        limiter_fails: LimiterFails,
    ) -> Self {
        let (account, signing_key) = key.into_parts();
        Self {
            minter: Rc::new(Minter::new(account, signing_key, platform, store)),
            access: access(&policy),
            policy,
            operations: Rc::new(operations),
            limiter_fails,
            counted: Rc::default(),
        }
    }

    /// The same service for whoever another policy names. Tokens that are kept stay: each request
    /// is held against the policy before it gets one.
    #[must_use]
    pub fn under(&self, policy: Policy) -> Self {
        Self {
            minter: Rc::clone(&self.minter),
            access: access(&policy),
            policy,
            operations: Rc::clone(&self.operations),
            limiter_fails: self.limiter_fails,
            counted: Rc::clone(&self.counted),
        }
    }

    /// Answers a request, whatever it holds. Its body is read once it is known whose it is.
    pub async fn handle(&self, request: Request<impl Incoming>) -> Answer {
        let started = self.start();
        let (head, body) = request.into_parts();
        let mut record = Record::new(self.request_id(&head.headers), route_name(head.uri.path()));
        let routed = self.route(&head, body, &mut record).await;
        let status = routed
            .as_ref()
            .map(|(response, _)| response.status().as_u16());
        self.finish(&mut record, started, status);
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

    /// Mints the next token while the present one is still handed out.
    pub async fn refresh(&self, delegation: &Delegation) {
        self.minter.refresh(delegation).await;
    }

    /// Sends on what was counted, at most once a second: call it behind each response.
    pub async fn flush(&self) {
        let now = self.minter.platform().now();
        let early = |last: UnixTime| last <= now && now.since(last) < FLUSH_EVERY;
        if self.counted.flushed.get().is_some_and(early) {
            return;
        }
        self.counted.flushed.set(Some(now));
        let amounts = self.counted.metrics.borrow_mut().take();
        self.operations.counters().add(amounts).await;
    }

    async fn route(
        &self,
        head: &Parts,
        body: impl Incoming,
        record: &mut Record,
    ) -> Result<Routed, Rejection> {
        let method = &head.method;
        if let Some(response) = cors::asked_beforehand(&self.policy, method, &head.headers) {
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
            "/metrics" if method == Method::GET => self.metrics(&head.headers).await,
            "/metrics" => Err(Rejection::MethodNotAllowed { allow: "GET" }),
            "/healthz" => Err(Rejection::MethodNotAllowed { allow: "GET, HEAD" }),
            _ => Err(Rejection::NotFound),
        }
    }

    /// The counters, for an operator.
    async fn metrics(&self, headers: &HeaderMap) -> Result<Routed, Rejection> {
        let secret = token::bearer(headers);
        if !secret.is_some_and(|secret| self.policy.is_operator(secret)) {
            return Err(Rejection::Unauthenticated);
        }
        let pending = self.counted.metrics.borrow_mut().take();
        self.operations.counters().add(pending).await;
        let sums = self.operations.counters().read().await;
        let series = sums.iter().map(|(series, sum)| (series.as_str(), *sum));
        Ok((wire::text(exposition(series)), None))
    }

    pub(super) fn start(&self) -> UnixTime {
        self.minter.platform().now()
    }

    /// Notes how a request ended, and counts it.
    pub(super) fn finish(
        &self,
        record: &mut Record,
        started: UnixTime,
        status: Result<u16, &Rejection>,
    ) {
        let millis = self.start().since(started).as_millis();
        record.ended(status, u32::try_from(millis).unwrap_or(u32::MAX));
        self.counted.metrics.borrow_mut().observe(record);
    }

    /// Who asks: by a secret, or through Cloudflare Access.
    pub(super) async fn caller(
        &self,
        headers: &HeaderMap,
        record: &mut Record,
    ) -> Result<&Caller, Rejection> {
        let caller = match token::bearer(headers) {
            Some(secret) => self.policy.authenticate(secret),
            None => self.by_access(headers, record).await,
        };
        self.admit(caller, record).await
    }

    async fn by_access(&self, headers: &HeaderMap, record: &mut Record) -> Option<&Caller> {
        let token = headers.get(ACCESS_HEADER)?.to_str().ok()?;
        let access = self.access.as_ref()?;
        match access.identify(token, self.minter.platform()).await {
            Ok(identity) => self.policy.by_access_identity(identity.as_str()),
            Err(problem) => {
                record.access_failed(&problem);
                None
            }
        }
    }

    /// Takes note of who asks, and whether that one may ask now.
    pub(super) async fn admit<'a>(
        &self,
        caller: Option<&'a Caller>,
        record: &mut Record,
    ) -> Result<&'a Caller, Rejection> {
        let caller = caller.ok_or(Rejection::Unauthenticated)?;
        record.asked_by(caller);
        let quota = self.operations.quota();
        match quota.allows(caller.name(), LIMITER_TIMEOUT).await {
            Ok(true) => Ok(caller),
            Ok(false) => Err(Rejection::TooManyRequests),
            Err(NoResponse) => {
                record.limiter_failed();
                match self.limiter_fails {
                    LimiterFails::Open => Ok(caller),
                    LimiterFails::Closed => Err(Rejection::RateLimiterFailed),
                }
            }
        }
    }

    /// Adds what tells a caller, and whoever measures, about the request.
    pub(super) fn annotate(&self, response: &mut HeaderMap, record: &Record, request: &HeaderMap) {
        let timing = format!("total;dur={}", record.millis);
        for (name, value) in [(REQUEST_ID, &record.id), ("server-timing", &timing)] {
            if let Ok(value) = HeaderValue::from_str(value) {
                response.insert(name, value);
            }
        }
        if let Some(source) = record.source {
            response.insert(CACHE, HeaderValue::from_static(source.as_str()));
        }
        wire::guard(response);
        cors::share(&self.policy, request, response);
    }

    /// Cloudflare's name for the request, or one of our own.
    pub(super) fn request_id(&self, headers: &HeaderMap) -> String {
        let ray = headers.get(RAY).and_then(|value| value.to_str().ok());
        let fits = |ray: &&str| {
            ray.len() <= 64 && ray.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
        };
        match ray.filter(fits) {
            Some(ray) => ray.to_owned(),
            None => self.new_id(),
        }
    }

    pub(super) fn new_id(&self) -> String {
        let random = self.minter.platform().rng().try_next_u64();
        format!("{:016x}", random.unwrap_or(0))
    }
}

/// Settings that cannot be used let nobody in.
fn access(policy: &Policy) -> Option<Access> {
    let own = policy.access()?;
    Access::new(&own.team, &own.audience).ok()
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
