//! `getToken(user, scopes)` for a Worker that is bound to this one.

use super::record::Record;
use super::rejection::Rejection;
use super::service::Service;
use super::token::permit;
use crate::minter::{Granted, Source};
use crate::ports::{Documents, LogLine, Operations, Platform, TokenStore};
use crate::proto::error::Error;
use crate::proto::wanted::Delegation;

/// What a bound Worker asks for.
#[derive(Debug)]
pub struct Call {
    /// Who it is, by the props of its binding, which only the account's own deployments can set.
    pub caller: Option<String>,
    /// For whom and what, where it is well-formed.
    pub wanted: Result<Delegation, Error>,
}

/// What it gets, and what is to be done behind it.
#[derive(Debug)]
pub struct Called {
    /// The token and what it is for.
    pub result: Result<(Granted, Delegation), Rejection>,
    /// For the operator.
    pub log: LogLine,
}

impl Called {
    /// A token that is due: hand it to [`Service::refresh`].
    pub fn refresh(&self) -> Option<Delegation> {
        let (granted, delegation) = self.result.as_ref().ok()?;
        (granted.source == Source::Due).then(|| delegation.clone())
    }
}

impl<P: Platform + Documents, S: TokenStore, O: Operations> Service<P, S, O> {
    /// Answers a call.
    pub async fn call(&self, call: Call) -> Called {
        let clock = self.start();
        let mut record = Record::new(self.new_id(), "rpc");
        let result = self.answer_call(call, &mut record).await;
        self.finish(&mut record, clock, result.as_ref().map(|_| 200));
        let log = record.line();
        Called { result, log }
    }

    async fn answer_call(
        &self,
        call: Call,
        record: &mut Record,
    ) -> Result<(Granted, Delegation), Rejection> {
        let caller = call.caller.as_deref();
        let caller = caller.and_then(|name| self.policy.by_binding(name));
        let caller = self.admit(caller, record).await?;
        let delegation = call.wanted?;
        record.asked_for(&delegation);
        permit(caller, &delegation, record)?;
        let granted = self.minter.get_token(&delegation).await?;
        record.granted(granted.source);
        Ok((granted, delegation))
    }
}
