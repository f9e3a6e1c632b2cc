//! Whatever edgemint says is wrong: each code, sentence and remedy once. The crate, the npm package
//! (`src/js/generated/`), docs/ERRORS.md and the explanations of our own errors all come from here.

pub mod code;
mod message;
pub(crate) mod messages;

pub use code::{Code, Retry, Speaker};
pub use message::{Found, Message};
pub use messages::{MESSAGES, NAMES};
