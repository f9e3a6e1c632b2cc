//! A deployment: its minter behind its gate, and what is taken down of each request.

use super::config::LimiterFails;
use super::gate::{Gate, Proof, permit};
use super::metrics::{Metrics, exposition};
use super::policy::{Caller, Policy};
use super::record::Record;
use super::rejection::Rejection;
use super::{cors, wire};
use crate::minter::{Granted, Minter};
use crate::ports::{Counters, Documents, Operations, Platform, TokenStore};
use crate::proto::key::ServiceAccountKey;
use crate::proto::time::{UnixTime, millis};
use crate::proto::wanted::Delegation;
use core::cell::{Cell, RefCell};
use core::time::Duration;
use http::{HeaderMap, HeaderValue};
use rand_core::TryRng;
use std::rc::Rc;

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
    pub(super) gate: Gate<O>,
    operations: Rc<O>,
    counted: Rc<Counted>,
}

/// What was counted and not sent on yet.
#[derive(Debug, Default)]
struct Counted {
    metrics: RefCell<Metrics>,
    flushed: Cell<Option<UnixTime>>,
}

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
        let operations = Rc::new(operations);
        Self {
            minter: Rc::new(Minter::new(account, signing_key, platform, store)),
            gate: Gate::new(policy, Rc::clone(&operations), limiter_fails),
            operations,
            counted: Rc::default(),
        }
    }

    /// The same service for whoever another policy names. Tokens that are kept stay: each request
    /// is held against the policy before it gets one.
    #[must_use]
    pub fn under(&self, policy: Policy) -> Self {
        Self {
            minter: Rc::clone(&self.minter),
            gate: self.gate.under(policy),
            operations: Rc::clone(&self.operations),
            counted: Rc::clone(&self.counted),
        }
    }

    /// Mints the next token while the present one is still handed out.
    pub async fn refresh(&self, delegation: &Delegation) {
        self.minter.refresh(delegation).await;
    }

    /// Sends on what was counted, at most once a second: call it behind each response.
    pub async fn flush(&self) {
        let now = self.minter.platform().now();
        let flushed = self.counted.flushed.get();
        if flushed.is_some_and(|then| now.is_within(FLUSH_EVERY, then)) {
            return;
        }
        self.counted.flushed.set(Some(now));
        let amounts = self.counted.metrics.borrow_mut().take();
        self.operations.counters().add(amounts).await;
    }

    /// Counters, those of this isolate included.
    pub(super) async fn counters(&self) -> String {
        let pending = self.counted.metrics.borrow_mut().take();
        self.operations.counters().add(pending).await;
        let sums = self.operations.counters().read().await;
        exposition(sums.iter().map(|(series, sum)| (series.as_str(), *sum)))
    }

    /// Does `work`, then takes down and counts how it ended.
    pub(super) async fn recorded<T>(
        &self,
        mut record: Record,
        status: impl FnOnce(&T) -> u16,
        work: impl AsyncFnOnce(&mut Record) -> Result<T, Rejection>,
    ) -> (Result<T, Rejection>, Record) {
        let clock = self.minter.platform();
        let started = clock.now();
        let outcome = work(&mut record).await;
        let span = clock.now().since(started);
        record.ended(outcome.as_ref().map(status), millis(span));
        self.counted.metrics.borrow_mut().observe(&record);
        (outcome, record)
    }

    /// Who asks, if that one may ask now.
    pub(super) async fn admit(
        &self,
        proof: Proof<'_>,
        record: &mut Record,
    ) -> Result<&Caller, Rejection> {
        self.gate.admit(proof, self.minter.platform(), record).await
    }

    /// A token that the caller may have.
    pub(super) async fn grant(
        &self,
        caller: &Caller,
        delegation: &Delegation,
        record: &mut Record,
    ) -> Result<Granted, Rejection> {
        record.asked_for(delegation);
        permit(caller, delegation, record)?;
        self.mint(delegation, record).await
    }

    /// A token that was found to be permitted.
    pub(super) async fn mint(
        &self,
        delegation: &Delegation,
        record: &mut Record,
    ) -> Result<Granted, Rejection> {
        let granted = self.minter.get_token(delegation).await?;
        record.granted(granted.source);
        Ok(granted)
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
        cors::share(&self.gate.policy, request, response);
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
