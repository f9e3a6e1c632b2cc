//! Who is minting what: one exchange for many requests, without a shared future.
//!
//! A Worker that shares a promise between requests hangs the others when the request that made it
//! ends. So nothing is shared but marks in a table: a leader leaves one, followers look at it
//! under their own timers, and a mark older than two seconds counts for nothing.

use crate::proto::cache::CacheKey;
use crate::proto::error::Error;
use crate::proto::time::UnixTime;
use core::cell::RefCell;
use core::time::Duration;
use std::collections::BTreeMap;

/// How long a follower trusts a leader.
const TRUST: Duration = Duration::from_secs(2);
/// How long a refusal is remembered.
const REMEMBER: Duration = Duration::from_secs(5);
/// More marks than this are not kept; what is not marked is minted twice at worst.
const MAX_MARKS: usize = 4096;

#[derive(Debug, Default)]
pub(super) struct Flights(RefCell<BTreeMap<CacheKey, Mark>>);

#[derive(Debug)]
enum Mark {
    Running { since: UnixTime },
    Failed { at: UnixTime, error: Error },
}

pub(super) enum Claim<'a> {
    Lead(Lead<'a>),
    Follow,
    Refused(Error),
}

/// What a follower sees while it is worth waiting.
pub(super) enum Seen {
    Running,
    Failed(Error),
}

impl Flights {
    /// Leads, follows, or meets a refusal of a moment ago.
    pub(super) fn claim(&self, key: &CacheKey, now: UnixTime) -> Claim<'_> {
        match self.0.borrow().get(key) {
            Some(Mark::Running { since }) if now.since(*since) < TRUST => return Claim::Follow,
            Some(Mark::Failed { at, error }) if now.since(*at) < REMEMBER && !error.retryable() => {
                return Claim::Refused(error.clone());
            }
            _ => {}
        }
        Claim::Lead(self.lead(key, now))
    }

    /// Leads, whoever else does.
    pub(super) fn lead(&self, key: &CacheKey, now: UnixTime) -> Lead<'_> {
        let mut marks = self.0.borrow_mut();
        if marks.len() >= MAX_MARKS {
            marks.retain(|_, mark| !mark.is_stale(now));
        }
        if marks.len() < MAX_MARKS {
            marks.insert(*key, Mark::Running { since: now });
        }
        Lead {
            flights: self,
            key: *key,
            since: now,
        }
    }

    /// What there is to see for one who follows since `since`; `None` when it is no longer worth
    /// waiting: the leader has landed or is gone, or the time is up.
    pub(super) fn look(&self, key: &CacheKey, since: UnixTime, now: UnixTime) -> Option<Seen> {
        match self.0.borrow().get(key)? {
            Mark::Running { .. } if now.since(since) < TRUST => Some(Seen::Running),
            Mark::Failed { at, error } if *at >= since => Some(Seen::Failed(error.clone())),
            _ => None,
        }
    }

    pub(super) fn failed_recently(&self, key: &CacheKey, now: UnixTime) -> bool {
        let marks = self.0.borrow();
        matches!(marks.get(key), Some(Mark::Failed { at, .. }) if now.since(*at) < REMEMBER)
    }
}

impl Mark {
    /// Whether this is the mark of the leader of that time; a late one finds its successor's.
    fn is_of(&self, leader: UnixTime) -> bool {
        matches!(self, Self::Running { since } if *since == leader)
    }

    fn is_stale(&self, now: UnixTime) -> bool {
        match self {
            Self::Running { since } => now.since(*since) >= TRUST,
            Self::Failed { at, .. } => now.since(*at) >= REMEMBER,
        }
    }
}

/// The lead of one mint. Dropped, it takes its mark away: followers then find the token in the
/// store, or lead themselves if the request was cut off before there was one.
pub(super) struct Lead<'a> {
    flights: &'a Flights,
    key: CacheKey,
    since: UnixTime,
}

impl Lead<'_> {
    /// Leaves the failure for followers, and as a memory.
    pub(super) fn failed(self, error: Error, at: UnixTime) {
        let mut marks = self.flights.0.borrow_mut();
        if let Some(mark) = marks
            .get_mut(&self.key)
            .filter(|mark| mark.is_of(self.since))
        {
            *mark = Mark::Failed { at, error };
        }
    }
}

impl Drop for Lead<'_> {
    fn drop(&mut self) {
        let mut marks = self.flights.0.borrow_mut();
        if marks
            .get(&self.key)
            .is_some_and(|mark| mark.is_of(self.since))
        {
            marks.remove(&self.key);
        }
    }
}
