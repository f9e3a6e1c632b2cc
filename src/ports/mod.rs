//! What the minter needs from a platform. Plain `async fn` without `Send`: a WebAssembly instance
//! has one thread.

#![allow(
    async_fn_in_trait,
    reason = "implemented by this crate's adapters and by tests only"
)]

mod log_line;
#[cfg(feature = "server")]
mod service;

pub use log_line::LogLine;
#[cfg(feature = "server")]
pub use service::{Apis, Counters, Document, Documents, Incoming, Operations, Quota, Unread};

use crate::proto::cache::{CacheKey, Token};
use crate::proto::exchange::{TokenRequest, TokenResponse};
use crate::proto::rs256::{Signature, SigningKey};
use crate::proto::signer::{SignerError, SignerName};
use crate::proto::time::UnixTime;
use alloc::rc::Rc;
use core::time::Duration;
use rand_core::TryCryptoRng;

/// No answer came: the network failed, the time was up, or the body was cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoResponse;

/// Sends requests to the token endpoint.
pub trait Transport {
    /// Posts the form and reads at most [`MAX_RESPONSE_BYTES`] of the answer, redirects not
    /// followed, all within `timeout`.
    ///
    /// # Errors
    /// [`NoResponse`] where no whole answer came.
    ///
    /// [`MAX_RESPONSE_BYTES`]: crate::proto::exchange::MAX_RESPONSE_BYTES
    async fn post(
        &self,
        request: &TokenRequest,
        timeout: Duration,
    ) -> Result<TokenResponse, NoResponse>;
}

/// Tells the time and waits.
pub trait Clock {
    /// The local time.
    fn now(&self) -> UnixTime;
    /// Comes back after `span`.
    async fn sleep(&self, span: Duration);
}

/// Gives randomness.
pub trait Entropy {
    /// A cryptographically secure source; it may fail, but never silently.
    fn rng(&self) -> impl TryCryptoRng;
}

/// What an operator should know though no caller does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// A signature did not verify: this machine, or its memory, is not to be trusted.
    SignerFault {
        /// What made it.
        signer: SignerName,
        /// Whether the second attempt verified; otherwise nothing was signed.
        recovered: bool,
    },
}

/// Writes down what happens.
pub trait Journal {
    /// Takes note of `event`.
    fn note(&self, event: Event);
}

/// All of them together.
pub trait Platform: Transport + Clock + Entropy + Journal {}

impl<P: Transport + Clock + Entropy + Journal> Platform for P {}

/// Makes RS256 signatures for one service account.
pub trait Signer {
    /// Which implementation it is.
    fn name(&self) -> SignerName;
    /// Signs `message`. The signature does not depend on `entropy`, which is for blinding.
    ///
    /// # Errors
    /// A signature that may be faulty is not handed out.
    async fn sign(&self, message: &[u8], entropy: &impl Entropy) -> Result<Signature, SignerError>;
}

/// The pure-Rust signer needs nothing of a platform but its randomness.
impl Signer for SigningKey {
    fn name(&self) -> SignerName {
        Self::name(self)
    }

    async fn sign(&self, message: &[u8], entropy: &impl Entropy) -> Result<Signature, SignerError> {
        Self::sign(self, message, &mut entropy.rng())
    }
}

/// Keeps tokens. A store that fails behaves as an empty one.
pub trait TokenStore {
    /// The token under `key`, fresh or not.
    async fn get(&self, key: &CacheKey) -> Option<Rc<Token>>;
    /// Keeps `token` under `key`, in place of what was there.
    async fn put(&self, key: &CacheKey, token: Rc<Token>);
    /// Drops what is under `key`.
    async fn remove(&self, key: &CacheKey);
    /// Comes before a mint, in a store that several instances share: a token that another one has
    /// brought meanwhile and that outlives `held`, or nothing: then the asker is to mint. Whoever
    /// is to mint calls [`put`](Self::put) or [`release`](Self::release) afterwards.
    async fn reserve(&self, _key: &CacheKey, _held: Option<UnixTime>) -> Option<Rc<Token>> {
        None
    }
    /// After a mint that failed.
    async fn release(&self, _key: &CacheKey) {}
}
