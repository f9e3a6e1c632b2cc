//! Delegated OAuth 2.0 access tokens for Google's APIs, at the edge.
//!
//! A Google service account signs an assertion *on behalf of a user* (domain-wide delegation), a
//! token endpoint exchanges it for an access token, a cache keeps that. One object serves many
//! users. The core is synchronous and free of input and output ([`proto`]); a platform gives it
//! fetch, a clock, randomness and a store ([`ports`]); one orchestration ties them together
//! ([`Minter`]).
//!
//! In a Worker of your own, written in Rust, enable the feature `web` and give the minter
//! `adapters::web::WebPlatform` and [`adapters::memory::MemoryStore`]. Then:
//!
//! ```
//! use edgemint::ports::{Platform, TokenStore};
//! use edgemint::{Delegation, Error, Minter, Subject};
//!
//! async fn authorization<P: Platform, S: TokenStore>(
//!     minter: &Minter<P, S>,
//! ) -> Result<String, Error> {
//!     let delegation = Delegation {
//!         subject: Subject::User("ada@example.com".parse()?),
//!         scopes: "gmail.readonly".parse()?,
//!     };
//!     let granted = minter.get_token(&delegation).await?;
//!     Ok(format!("Bearer {}", granted.token.access_token.expose()))
//! }
//! ```
//!
//! [`Subject::ServiceAccount`] asks for a token of the service account itself, which has no mailbox.

// The npm package does without the standard library: its panics are traps without words.
#![cfg_attr(
    all(
        any(feature = "diagnose", feature = "js"),
        not(feature = "server"),
        target_arch = "wasm32"
    ),
    no_std
)]
// Numbers come from outside, and a sum that overflows ends the program. Tests may add as they like.
#![cfg_attr(
    not(test),
    deny(
        clippy::arithmetic_side_effects,
        clippy::cast_possible_truncation,
        clippy::cast_possible_wrap,
        clippy::cast_precision_loss,
        clippy::cast_sign_loss
    )
)]

extern crate alloc;

#[cfg(any(
    all(
        feature = "diagnose",
        any(feature = "js", feature = "tools", feature = "worker")
    ),
    all(feature = "js", feature = "worker"),
    all(feature = "js", feature = "tools"),
    all(feature = "tools", feature = "worker")
))]
compile_error!(
    "choose one of the features `diagnose`, `js`, `tools` and `worker`: each has its own entry only"
);
#[cfg(all(
    feature = "signer-tests",
    any(
        feature = "diagnose",
        feature = "js",
        feature = "tools",
        feature = "worker"
    )
))]
compile_error!("the feature `signer-tests` is for a build of its own, which is never shipped");

pub mod adapters;
pub mod help;
pub mod minter;
pub mod ports;
pub mod proto;
#[cfg(feature = "server")]
pub mod server;

#[cfg(any(
    feature = "diagnose",
    feature = "js",
    feature = "signer-tests",
    feature = "tools",
    feature = "worker"
))]
mod entry;

pub use minter::Minter;
pub use proto::assertion::{SignedAssertion, UnsignedAssertion};
pub use proto::cache::{AccessToken, Token};
pub use proto::catalogue::{Code, Retry};
pub use proto::endpoint::TokenUri;
pub use proto::error::Error;
pub use proto::key::{ServiceAccount, ServiceAccountKey};
pub use proto::scope::ScopeSet;
pub use proto::signer::{SignerError, SignerName};
pub use proto::subject::Subject;
pub use proto::time::UnixTime;
pub use proto::user::UserEmail;
pub use proto::wanted::{Audience, Delegation, Identification, Lifetime, SelfSigned, Wanted};
