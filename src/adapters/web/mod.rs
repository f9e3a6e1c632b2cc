//! Any JavaScript runtime with `fetch`, `setTimeout` and `crypto`: Workers, browsers, Node.

mod body;
mod clock;
mod delegation;
mod entropy;
mod fetch;
mod journal;
mod objects;
mod signer;
mod webcrypto;

pub use body::read_bounded;
pub use delegation::delegation;
pub use objects::{object, token_object};
pub use signer::WebSigner;
pub use webcrypto::{WebCryptoKey, subtle};

/// The runtime's own network, clock and randomness.
#[derive(Clone, Copy, Debug, Default)]
pub struct WebPlatform;
