//! Who is minting what: one exchange for many requests, without a shared future.
//!
//! A Worker that shares a promise between requests hangs the others when the request that made it
//! ends. So nothing is shared but marks in a table: a leader leaves one, and followers look at it
//! under their own timers. The first that gives up on a leader takes its mark away and leads; the
//! others follow that one.

use crate::proto::by_key::ByKey;
use crate::proto::cache::CacheKey;
use crate::proto::error::Error;
use crate::proto::time::UnixTime;
use core::cell::{Cell, RefCell};
use core::time::Duration;

/// Older marks are of leaders that no longer run: a mint has a shorter deadline.
const LONGEST_FLIGHT: Duration = Duration::from_secs(15);
/// How long a failure keeps refreshes away, and a refusal everybody.
const REMEMBER: Duration = Duration::from_secs(5);
/// How long a `Retry-After` is kept to for requests to come.
const LONGEST_WAIT: Duration = Duration::from_secs(30);
/// More marks than this are not kept; what is not marked is minted twice at worst.
const MAX_MARKS: usize = 4096;

#[derive(Debug, Default)]
pub(super) struct Flights {
    marks: RefCell<ByKey<Mark>>,
    last_leader: Cell<u64>,
}

/// Tells the leaders of one token apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct LeaderId(u64);

#[derive(Debug)]
enum Mark {
    Running { leader: LeaderId, since: UnixTime },
    Failed { error: Error, at: UnixTime },
}

pub(super) enum Claim<'a> {
    Lead(Lead<'a>),
    Follow(LeaderId),
    Refused(Error),
}

/// What a follower sees of its leader.
pub(super) enum Seen {
    Running,
    /// Its token is in the store, or there is none, or another one leads.
    Gone,
    Failed(Error),
}

impl Flights {
    /// Leads, follows, or meets a refusal of a moment ago.
    pub(super) fn claim(&self, key: &CacheKey, now: UnixTime) -> Claim<'_> {
        match self.marks.borrow().get(key).filter(|mark| mark.counts(now)) {
            Some(Mark::Running { leader, .. }) => return Claim::Follow(*leader),
            Some(Mark::Failed { error, at }) if now.is_within(refusal_span(error), *at) => {
                return Claim::Refused(error.clone());
            }
            _ => {}
        }
        Claim::Lead(self.lead(key, now))
    }

    /// Leads, whoever else does.
    pub(super) fn lead(&self, key: &CacheKey, now: UnixTime) -> Lead<'_> {
        let leader = LeaderId(self.last_leader.get().wrapping_add(1));
        self.last_leader.set(leader.0);
        let mut marks = self.marks.borrow_mut();
        if marks.len() >= MAX_MARKS {
            marks.retain(|mark| mark.counts(now));
        }
        if marks.len() < MAX_MARKS {
            marks.insert(*key, Mark::Running { leader, since: now });
        }
        Lead {
            flights: self,
            key: *key,
            leader,
        }
    }

    /// What one who asked at `asked_at` and follows `leader` sees.
    pub(super) fn look(&self, key: &CacheKey, leader: LeaderId, asked_at: UnixTime) -> Seen {
        match self.marks.borrow().get(key) {
            Some(mark) if mark.is_of(leader) => Seen::Running,
            Some(Mark::Failed { error, at }) if *at >= asked_at => Seen::Failed(error.clone()),
            _ => Seen::Gone,
        }
    }

    /// Takes the mark of `leader` away, if it still stands.
    pub(super) fn give_up(&self, key: &CacheKey, leader: LeaderId) {
        let mut marks = self.marks.borrow_mut();
        if marks.get(key).is_some_and(|mark| mark.is_of(leader)) {
            marks.remove(key);
        }
    }

    /// Forgets a refusal. A wait that the endpoint asked for stands, and so does who mints now.
    pub(super) fn forget_refusal(&self, key: &CacheKey) {
        let mut marks = self.marks.borrow_mut();
        if matches!(marks.get(key), Some(Mark::Failed { error, .. }) if !error.retryable()) {
            marks.remove(key);
        }
    }

    pub(super) fn failed_recently(&self, key: &CacheKey, now: UnixTime) -> bool {
        let marks = self.marks.borrow();
        matches!(marks.get(key), Some(mark @ Mark::Failed { .. }) if mark.counts(now))
    }
}

impl Mark {
    fn is_of(&self, id: LeaderId) -> bool {
        matches!(self, Self::Running { leader, .. } if *leader == id)
    }

    fn counts(&self, now: UnixTime) -> bool {
        match self {
            Self::Running { since, .. } => now.is_within(LONGEST_FLIGHT, *since),
            Self::Failed { error, at } => now.is_within(refusal_span(error).max(REMEMBER), *at),
        }
    }
}

/// How long a failure answers requests that come after it: only what the endpoint said counts.
fn refusal_span(error: &Error) -> Duration {
    match error {
        Error::NoAccessToken { .. } => REMEMBER,
        Error::TokenRefused(_) if !error.retryable() => REMEMBER,
        error => error.retry_after().unwrap_or_default().min(LONGEST_WAIT),
    }
}

/// The lead of one mint. Dropped, it takes its mark away: followers then find the token in the
/// store, or lead themselves if the request was cut off before there was one.
pub(super) struct Lead<'a> {
    flights: &'a Flights,
    key: CacheKey,
    leader: LeaderId,
}

impl Lead<'_> {
    /// Leaves the failure for followers, and as a memory.
    pub(super) fn failed(self, error: Error, at: UnixTime) {
        let mut marks = self.flights.marks.borrow_mut();
        if let Some(mark) = marks
            .get_mut(&self.key)
            .filter(|mark| mark.is_of(self.leader))
        {
            *mark = Mark::Failed { error, at };
        }
    }
}

impl Drop for Lead<'_> {
    fn drop(&mut self) {
        self.flights.give_up(&self.key, self.leader);
    }
}
