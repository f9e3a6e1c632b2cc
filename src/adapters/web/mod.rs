//! Any JavaScript runtime with `fetch`, `setTimeout` and `crypto`: Workers, browsers, Node.

mod body;
mod clock;
pub mod console;
mod delegation;
mod entropy;
mod fetch;
mod objects;

pub use body::{read_bounded, read_within};
pub use clock::within;
pub use delegation::{delegation, scope_set, subject, user};
pub use objects::{object, token_object};

/// The runtime's own network, clock and randomness.
#[derive(Clone, Copy, Debug, Default)]
pub struct WebPlatform;
