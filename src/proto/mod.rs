//! The core: synchronous, without input or output, the same natively and in WebAssembly.
//!
//! Time and randomness are arguments. Nothing here knows JavaScript or a platform.

pub mod assertion;
pub mod cache;
pub mod code;
pub mod diagnose;
pub mod endpoint;
pub mod error;
pub mod exchange;
pub mod key;
pub mod redact;
pub mod retry;
pub mod rs256;
pub mod scope;
pub mod secret;
pub mod time;
pub mod user;
