//! What is written down of a request: one line of JSON for the operator. Never a token, an
//! assertion, a key or a caller's secret.

use super::access::AccessProblem;
use super::policy::{Caller, Denial};
use super::rejection::Rejection;
use crate::minter::Source;
use crate::ports::LogLine;
use crate::proto::subject::Subject;
use crate::proto::wanted::Delegation;
use serde_json::json;

/// A request as the log tells it.
#[derive(Debug, Default)]
pub(super) struct Record {
    /// Names the request in logs and answers.
    pub(super) id: String,
    /// `token`, `proxy`, `rpc`, `healthz`, `metrics`, or nothing that there is.
    pub(super) route: &'static str,
    pub(super) status: u16,
    /// `ok`, or the code of the refusal.
    pub(super) outcome: &'static str,
    pub(super) millis: u32,
    caller: Option<String>,
    /// Said where it is no user.
    subject: Option<&'static str>,
    user: Option<String>,
    scopes: Option<String>,
    /// Where a token came from.
    pub(super) source: Option<Source>,
    missing: Option<&'static str>,
    access: Option<String>,
    limiter: Option<&'static str>,
}

impl Record {
    /// One that has just come in.
    pub(super) fn new(id: String, route: &'static str) -> Self {
        Self {
            id,
            route,
            ..Self::default()
        }
    }

    pub(super) fn asked_by(&mut self, caller: &Caller) {
        self.caller = Some(caller.name().to_owned());
    }

    pub(super) fn asked_for(&mut self, delegation: &Delegation) {
        match &delegation.subject {
            Subject::ServiceAccount => self.subject = Some("service_account"),
            Subject::User(user) => self.user = Some(user.to_string()),
        }
        self.scopes = Some(delegation.scopes.to_string());
    }

    /// Which rule is missing goes into the log alone.
    pub(super) const fn deny(&mut self, missing: Denial) -> Rejection {
        self.missing = Some(missing.as_str());
        Rejection::PolicyDenied
    }

    /// Why a token of Cloudflare Access names nobody goes into the log alone.
    pub(super) fn access_failed(&mut self, problem: &AccessProblem) {
        self.access = Some(problem.to_string());
    }

    /// The limiter of requests does not say whether the caller may ask.
    pub(super) const fn limiter_failed(&mut self) {
        self.limiter = Some("failed");
    }

    /// The tier that a token came from, if there was one.
    pub(super) fn tier(&self) -> Option<&'static str> {
        self.source.map(Source::tier)
    }

    pub(super) const fn granted(&mut self, source: Source) {
        self.source = Some(source);
    }

    /// How it ended.
    pub(super) fn ended(&mut self, outcome: Result<u16, &Rejection>, millis: u32) {
        (self.status, self.outcome) = match outcome {
            Ok(status) => (status, "ok"),
            Err(rejection) => (rejection.status().as_u16(), rejection.code().as_str()),
        };
        self.millis = millis;
    }

    /// The line. What is not known is left out.
    pub(super) fn line(&self) -> LogLine {
        let mut line = json!({
            "event": "request",
            "id": self.id,
            "route": self.route,
            "status": self.status,
            "outcome": self.outcome,
            "ms": self.millis,
        });
        let known = [
            ("caller", self.caller.as_deref()),
            ("subject", self.subject),
            ("user", self.user.as_deref()),
            ("scopes", self.scopes.as_deref()),
            ("cache", self.tier()),
            ("missing", self.missing),
            ("access", self.access.as_deref()),
            ("limiter", self.limiter),
        ];
        if let Some(members) = line.as_object_mut() {
            for (name, value) in known {
                if let Some(value) = value {
                    members.insert(name.into(), value.into());
                }
            }
        }
        LogLine::from(&line)
    }
}
