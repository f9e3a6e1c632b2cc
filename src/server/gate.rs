//! Who may pass, and with what: for every route that gives a token or uses one.

use super::access::{ACCESS_HEADER, Access};
use super::config::LimiterFails;
use super::policy::{Caller, Policy};
use super::record::Record;
use super::rejection::Rejection;
use crate::ports::{Clock, Documents, NoResponse, Operations, Quota};
use crate::proto::wanted::Delegation;
use core::time::Duration;
use http::HeaderMap;
use http::header::AUTHORIZATION;
use std::rc::Rc;

/// A limiter that takes longer does not answer: Cloudflare's asks nobody far away.
const LIMITER_TIMEOUT: Duration = Duration::from_secs(1);

/// What shows who asks.
pub(super) enum Proof<'a> {
    /// The name in the props of a service binding, which only the account's own deployments set.
    Binding(Option<&'a str>),
    /// A secret or a token of Cloudflare Access among the headers of a request.
    Headers(&'a HeaderMap),
}

/// A policy, and what it takes to hold requests against it.
#[derive(Debug)]
pub(super) struct Gate<O> {
    pub(super) policy: Policy,
    access: Option<Access>,
    operations: Rc<O>,
    limiter_fails: LimiterFails,
}

impl<O: Operations> Gate<O> {
    pub(super) fn new(policy: Policy, operations: Rc<O>, limiter_fails: LimiterFails) -> Self {
        Self {
            access: access(&policy),
            policy,
            operations,
            limiter_fails,
        }
    }

    /// The same for another policy.
    pub(super) fn under(&self, policy: Policy) -> Self {
        Self::new(policy, Rc::clone(&self.operations), self.limiter_fails)
    }

    /// Who asks, if that one may ask now.
    pub(super) async fn admit(
        &self,
        proof: Proof<'_>,
        platform: &(impl Documents + Clock),
        record: &mut Record,
    ) -> Result<&Caller, Rejection> {
        let caller = match proof {
            Proof::Binding(name) => name.and_then(|name| self.policy.by_binding(name)),
            Proof::Headers(headers) => match bearer(headers) {
                Some(secret) => self.policy.authenticate(secret),
                None => self.by_access(headers, platform, record).await,
            },
        };
        let caller = caller.ok_or(Rejection::Unauthenticated)?;
        record.asked_by(caller);
        self.check_quota(caller, record).await?;
        Ok(caller)
    }

    async fn by_access(
        &self,
        headers: &HeaderMap,
        platform: &(impl Documents + Clock),
        record: &mut Record,
    ) -> Option<&Caller> {
        let token = headers.get(ACCESS_HEADER)?.to_str().ok()?;
        match self.access.as_ref()?.identify(token, platform).await {
            Ok(identity) => self.policy.by_access_identity(identity.as_str()),
            Err(problem) => {
                record.access_failed(&problem);
                None
            }
        }
    }

    async fn check_quota(&self, caller: &Caller, record: &mut Record) -> Result<(), Rejection> {
        let quota = self.operations.quota();
        match quota.allows(caller.name(), LIMITER_TIMEOUT).await {
            Ok(true) => Ok(()),
            Ok(false) => Err(Rejection::TooManyRequests),
            Err(NoResponse) => {
                record.limiter_failed();
                match self.limiter_fails {
                    LimiterFails::Open => Ok(()),
                    LimiterFails::Closed => Err(Rejection::RateLimiterFailed),
                }
            }
        }
    }

    /// Whether an operator asks, who may read the counters.
    pub(super) fn check_operator(&self, headers: &HeaderMap) -> Result<(), Rejection> {
        let is_operator = bearer(headers).is_some_and(|secret| self.policy.is_operator(secret));
        is_operator.then_some(()).ok_or(Rejection::Unauthenticated)
    }
}

/// Whether the caller may have the token.
pub(super) fn permit(
    caller: &Caller,
    delegation: &Delegation,
    record: &mut Record,
) -> Result<(), Rejection> {
    let permitted = caller.may(delegation);
    permitted.map_err(|missing| record.deny(missing))
}

/// Settings that cannot be used let nobody in.
fn access(policy: &Policy) -> Option<Access> {
    let own = policy.access()?;
    Access::new(&own.team, &own.audience).ok()
}

/// The credential of `Authorization: Bearer` (RFC 6750, section 2.1).
fn bearer(headers: &HeaderMap) -> Option<&str> {
    let (scheme, secret) = headers.get(AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    let secret = secret.trim();
    (scheme.eq_ignore_ascii_case("bearer") && !secret.is_empty()).then_some(secret)
}
