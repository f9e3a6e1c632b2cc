//! `getToken(user, scopes)` for a Worker that is bound to this one.

use super::gate::Proof;
use super::record::Record;
use super::rejection::Rejection;
use super::service::Service;
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
        let record = Record::new(self.new_id(), "rpc");
        let answer = async |record: &mut Record| self.answer_call(call, record).await;
        let (result, record) = self.recorded(record, |_| 200, answer).await;
        Called {
            result,
            log: record.line(),
        }
    }

    async fn answer_call(
        &self,
        call: Call,
        record: &mut Record,
    ) -> Result<(Granted, Delegation), Rejection> {
        let proof = Proof::Binding(call.caller.as_deref());
        let caller = self.admit(proof, record).await?;
        let delegation = call.wanted?;
        let granted = self.grant(caller, &delegation, record).await?;
        Ok((granted, delegation))
    }
}
