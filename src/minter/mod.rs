//! The one orchestration: cache, assertion, exchange.

mod exchange;
mod flight;

use crate::ports::{Event, Platform, Signer, TokenStore};
use crate::proto::assertion::{SignedAssertion, UnsignedAssertion};
use crate::proto::cache::{CacheKey, Freshness, Token};
use crate::proto::error::Error;
use crate::proto::key::ServiceAccount;
use crate::proto::rs256::{Signature, SigningKey};
use crate::proto::signer::SignerError;
use crate::proto::time::{ClockSkew, UnixTime};
use crate::proto::wanted::{Lifetime, SelfSigned, Wanted};
use alloc::rc::Rc;
use core::cell::Cell;
use core::time::Duration;
use flight::{Claim, Flights, Lead, LeaderId, Seen};

/// How often a follower looks whether the leader has finished.
const LOOK_EVERY: Duration = Duration::from_millis(20);
/// How often it looks before another one leads: two seconds.
const MOST_LOOKS: u32 = 100;
/// How many leaders one request follows before it mints for itself, come what may.
const MOST_LEADERS: u32 = 3;

/// Mints delegated tokens for any number of users of one service account.
///
/// `P` is the platform (network, clock, randomness), `S` keeps the tokens, `K` signs.
#[derive(Debug)]
pub struct Minter<P, S, K = SigningKey> {
    account: ServiceAccount,
    signer: K,
    platform: P,
    store: S,
    lifetime: Lifetime,
    /// Learnt from the token endpoint when it complains of `iat` or `exp`.
    skew: Cell<ClockSkew>,
    flights: Flights,
}

/// A token, and where it came from.
#[derive(Debug)]
pub struct Granted {
    /// The token.
    pub token: Rc<Token>,
    /// Where it came from.
    pub source: Source,
}

/// Where a token came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// From the cache.
    Hit,
    /// From the cache, where it is due: call [`Minter::refresh`] behind the answer.
    Due,
    /// From the cache that several instances share.
    Shared,
    /// Minted now.
    Miss,
}

impl Source {
    /// The word for it: `hit`, `refresh` or `miss`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Hit | Self::Shared => "hit",
            Self::Due => "refresh",
            Self::Miss => "miss",
        }
    }

    /// Which cache it is from, for logs: `memory`, `shared` or `none`.
    pub const fn tier(self) -> &'static str {
        match self {
            Self::Hit | Self::Due => "memory",
            Self::Shared => "shared",
            Self::Miss => "none",
        }
    }
}

impl<P: Platform, S: TokenStore, K: Signer> Minter<P, S, K> {
    /// A minter for one service account, for which `signer` signs.
    pub fn new(account: ServiceAccount, signer: K, platform: P, store: S) -> Self {
        Self {
            account,
            signer,
            platform,
            store,
            lifetime: Lifetime::default(),
            skew: Cell::default(),
            flights: Flights::default(),
        }
    }

    /// The same, with assertions that live for less than an hour.
    #[must_use]
    pub fn with_lifetime(self, lifetime: Lifetime) -> Self {
        Self { lifetime, ..self }
    }

    /// The platform that it works on.
    pub fn platform(&self) -> &P {
        &self.platform
    }

    /// What signs.
    pub fn signer(&self) -> &K {
        &self.signer
    }

    /// The token that is wanted, from the cache or minted, with at least a minute to live.
    ///
    /// Requests for one token at one time share one exchange: the first leads, the others look for
    /// its result. They share no future with it, so a leader that is cut off hangs nobody: after
    /// two seconds without a result another one leads.
    ///
    /// # Errors
    /// Why there is no token. A failure is never kept as a token; a refusal is remembered for five
    /// seconds, so that a broken set-up does not hammer the endpoint.
    pub async fn get_token<'a>(&self, wanted: impl Into<Wanted<'a>>) -> Result<Granted, Error> {
        let wanted = wanted.into();
        let key = CacheKey::new(&self.account, wanted);
        let asked_at = self.platform.now();
        for _ in 0..MOST_LEADERS {
            if let Some(granted) = self.cached(&key).await {
                return Ok(granted);
            }
            match self.flights.claim(&key, self.platform.now()) {
                Claim::Lead(lead) => return self.mint(&key, wanted, lead, None).await,
                Claim::Refused(error) => return Err(error),
                Claim::Follow(leader) => self.follow(leader, &key, asked_at).await?,
            }
        }
        let lead = self.flights.lead(&key, self.platform.now());
        self.mint(&key, wanted, lead, None).await
    }

    /// Mints the next token while the present one is still handed out. Does nothing where another
    /// request does so already, or where it failed a moment ago.
    pub async fn refresh<'a>(&self, wanted: impl Into<Wanted<'a>>) {
        let wanted = wanted.into();
        let key = CacheKey::new(&self.account, wanted);
        let now = self.platform.now();
        if self.flights.failed_recently(&key, now) {
            return;
        }
        if let Claim::Lead(lead) = self.flights.claim(&key, now) {
            let held = self.store.get(&key).await.map(|token| token.expires_at);
            // The failure is remembered by the flight; the present token still serves.
            let _ = self.mint(&key, wanted, lead, held).await;
        }
    }

    /// Drops the token, because somebody did not take it, and a refusal that is remembered; the next
    /// request mints. Of `refused` nothing is dropped where another token has taken its place
    /// meanwhile.
    pub async fn forget<'a>(&self, wanted: impl Into<Wanted<'a>>, refused: Option<&str>) {
        let key = CacheKey::new(&self.account, wanted.into());
        if let Some(refused) = refused
            && let Some(kept) = self.store.get(&key).await
            && kept.access_token.expose() != refused
        {
            return;
        }
        self.flights.forget_refusal(&key);
        self.store.remove(&key).await;
    }

    /// The signed assertion alone: no network, no cache.
    ///
    /// # Errors
    /// What the signer says.
    pub async fn create_assertion<'a>(
        &self,
        wanted: impl Into<Wanted<'a>>,
    ) -> Result<SignedAssertion, Error> {
        let (now, wanted) = (self.corrected_now(), wanted.into());
        let assertion = UnsignedAssertion::new(&self.account, wanted, now, self.lifetime);
        self.sign(assertion).await
    }

    /// A token that the service account signs for itself: no exchange, no user.
    ///
    /// # Errors
    /// What the signer says.
    pub async fn create_self_signed_token(
        &self,
        wanted: &SelfSigned,
    ) -> Result<SignedAssertion, Error> {
        let now = self.corrected_now();
        let token = UnsignedAssertion::self_signed(&self.account, wanted, now, self.lifetime);
        self.sign(token).await
    }

    async fn sign(&self, assertion: UnsignedAssertion) -> Result<SignedAssertion, Error> {
        let input = assertion.signing_input();
        let signed = self.signer.sign(input, &self.platform).await;
        self.note_fault(&signed);
        Ok(assertion.with_signature(&signed?.bytes))
    }

    fn note_fault(&self, signed: &Result<Signature, SignerError>) {
        let recovered = match signed {
            Ok(signature) if signature.after_fault => true,
            Err(SignerError::Fault) => false,
            _ => return,
        };
        let signer = self.signer.name();
        self.platform.note(Event::SignerFault { signer, recovered });
    }

    async fn cached(&self, key: &CacheKey) -> Option<Granted> {
        self.granted(self.store.get(key).await?, Source::Hit)
    }

    fn granted(&self, token: Rc<Token>, source: Source) -> Option<Granted> {
        let source = match token.freshness(self.platform.now()) {
            Freshness::Fresh => source,
            Freshness::Due => Source::Due,
            Freshness::Spent => return None,
        };
        Some(Granted { token, source })
    }

    async fn mint(
        &self,
        key: &CacheKey,
        wanted: Wanted<'_>,
        lead: Lead<'_>,
        held: Option<UnixTime>,
    ) -> Result<Granted, Error> {
        let shared = self.store.reserve(key, held).await;
        if let Some(granted) = shared.and_then(|token| self.granted(token, Source::Shared)) {
            return Ok(granted);
        }
        match self.exchange(wanted).await {
            Ok(token) => {
                let token = Rc::new(token);
                self.store.put(key, Rc::clone(&token)).await;
                drop(lead);
                Ok(Granted {
                    token,
                    source: Source::Miss,
                })
            }
            Err(error) => {
                self.store.release(key).await;
                lead.failed(error.clone(), self.platform.now());
                Err(error)
            }
        }
    }

    /// Comes back when there is nothing more to wait for: the leader has landed, is gone, or has
    /// taken too long. Patience is counted in looks, not by the clock: where signatures keep the
    /// thread busy, followers that lost patience would only add to them.
    async fn follow(
        &self,
        leader: LeaderId,
        key: &CacheKey,
        asked_at: UnixTime,
    ) -> Result<(), Error> {
        for _ in 0..MOST_LOOKS {
            self.platform.sleep(LOOK_EVERY).await;
            match self.flights.look(key, leader, asked_at) {
                Seen::Running => {}
                Seen::Gone => return Ok(()),
                Seen::Failed(error) => return Err(error),
            }
        }
        self.flights.give_up(key, leader);
        Ok(())
    }

    fn corrected_now(&self) -> UnixTime {
        self.skew.get().correct(self.platform.now())
    }
}
