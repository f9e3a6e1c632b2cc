//! The core: synchronous, without input or output, the same natively and in WebAssembly.
//!
//! Time and randomness are arguments. Nothing here knows JavaScript or a platform.

pub mod assertion;
pub(crate) mod by_key;
pub mod cache;
pub mod catalogue;
pub mod diagnose;
pub mod endpoint;
pub mod error;
pub mod exchange;
pub(crate) mod json;
pub mod key;
pub(crate) mod object;
pub mod redact;
pub mod retry;
pub mod rs256;
pub mod scope;
#[cfg(feature = "server")]
pub mod sealing;
pub mod secret;
pub mod signer;
pub mod subject;
pub(crate) mod text;
pub mod time;
#[cfg(feature = "traps")]
pub mod traps;
pub mod user;
pub mod wanted;
