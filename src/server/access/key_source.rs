//! A team's keys, kept in memory and fetched anew where that may help.
//!
//! Requests share no future, only this table: one that finds a fetch under way looks at it under a
//! timer of its own, and takes over where the one that fetches was cut off.

use super::jwks::Jwks;
use super::problem::{AccessProblem, KeysProblem};
use crate::ports::{Clock, Documents, NoResponse};
use crate::proto::redact::redact;
use crate::proto::rs256::PublicKey;
use crate::proto::time::UnixTime;
use alloc::rc::Rc;
use core::cell::RefCell;
use core::time::Duration;

/// The longest document that is read, in bytes; the real one has about 8 KB.
const MAX_BYTES: usize = 64 * 1024;
const FETCH_TIMEOUT: Duration = Duration::from_secs(3);
/// Older fetches are of requests that were cut off.
const LONGEST_FETCH: Duration = Duration::from_secs(4);
/// How often a request looks whether the fetch of another has ended.
const LOOK_EVERY: Duration = Duration::from_millis(20);
/// How often it looks at most: five seconds, enough to take over once.
const MOST_LOOKS: u32 = 250;
/// When keys are fetched anew though all that are asked for are there: one may have been revoked.
const FRESH: Duration = Duration::from_secs(60 * 60);
/// How long keys are used that cannot be fetched anew. Access rotates them every six weeks.
const LONGEST_USE: Duration = Duration::from_secs(24 * 60 * 60);
/// The pause behind a fetch: anybody can make up a name of a key.
const PAUSE: Duration = Duration::from_secs(60);
/// The pause where there are no keys at all, so that nobody is let in.
const PAUSE_WITHOUT_KEYS: Duration = Duration::from_secs(5);

/// Where a team's keys come from.
#[derive(Debug)]
pub(super) struct KeySource {
    url: String,
    state: RefCell<State>,
}

#[derive(Debug, Default)]
struct State {
    /// The keys, and when they were asked for.
    held: Option<(Jwks, UnixTime)>,
    /// Why the last fetch brought none.
    failure: Option<KeysProblem>,
    /// When the last fetch ended.
    ended: Option<UnixTime>,
    /// When the one that is under way began.
    running_since: Option<UnixTime>,
}

/// What a request does next.
enum Step {
    Use(Rc<PublicKey>),
    Refuse(AccessProblem),
    Fetch,
    Wait,
}

impl KeySource {
    pub(super) fn new(url: String) -> Self {
        let state = RefCell::default();
        Self { url, state }
    }

    /// The key of this name.
    ///
    /// # Errors
    /// [`AccessProblem::UnknownKey`]; [`AccessProblem::KeysUnavailable`] where the last fetch failed,
    /// which might have brought it.
    pub(super) async fn key(
        &self,
        kid: &str,
        platform: &(impl Documents + Clock),
    ) -> Result<Rc<PublicKey>, AccessProblem> {
        for _ in 0..MOST_LOOKS {
            let step = self.state.borrow().step(kid, platform.now());
            match step {
                Step::Use(key) => return Ok(key),
                Step::Refuse(problem) => return Err(problem),
                Step::Fetch => self.fetch(platform).await,
                Step::Wait => platform.sleep(LOOK_EVERY).await,
            }
        }
        Err(AccessProblem::KeysUnavailable(KeysProblem::NoResponse))
    }

    async fn fetch(&self, platform: &(impl Documents + Clock)) {
        let began = platform.now();
        self.state.borrow_mut().running_since = Some(began);
        let outcome = self.download(platform).await;
        let mut state = self.state.borrow_mut();
        state.running_since = None;
        state.ended = Some(platform.now());
        state.failure = match outcome {
            Ok(keys) => {
                state.held = Some((keys, began));
                None
            }
            Err(problem) => Some(problem),
        };
    }

    async fn download(&self, platform: &impl Documents) -> Result<Jwks, KeysProblem> {
        let document = platform
            .get(&self.url, FETCH_TIMEOUT, MAX_BYTES)
            .await
            .map_err(|NoResponse| KeysProblem::NoResponse)?;
        if document.status != 200 {
            return Err(KeysProblem::Status(document.status));
        }
        if document.body.len() > MAX_BYTES {
            return Err(KeysProblem::TooLong);
        }
        Jwks::from_json(&document.body)
    }
}

impl State {
    fn step(&self, kid: &str, now: UnixTime) -> Step {
        let held = self.held.as_ref();
        let held = held.filter(|(_, since)| now.is_within(LONGEST_USE, *since));
        let key = held.and_then(|(keys, _)| keys.get(kid));
        let fresh = held.is_some_and(|(_, since)| now.is_within(FRESH, *since));
        let recently =
            |then: Option<UnixTime>, span| then.is_some_and(|then| now.is_within(span, then));
        let running = recently(self.running_since, LONGEST_FETCH);
        let pause = held.map_or(PAUSE_WITHOUT_KEYS, |_| PAUSE);
        let pausing = recently(self.ended, pause);
        match key {
            Some(key) if fresh || running || pausing => Step::Use(Rc::clone(key)),
            None if running => Step::Wait,
            None if pausing => Step::Refuse(self.refusal(kid)),
            _ => Step::Fetch,
        }
    }

    fn refusal(&self, kid: &str) -> AccessProblem {
        match &self.failure {
            Some(problem) => AccessProblem::KeysUnavailable(problem.clone()),
            None => AccessProblem::UnknownKey { kid: redact(kid) },
        }
    }
}
