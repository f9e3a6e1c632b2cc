//! What a Cloudflare Worker has beyond any JavaScript runtime: stores that isolates share.

mod durable;
mod kv;
mod quota;
mod seal;
mod tiers;

pub use durable::UserTokens;
pub use kv::KvNamespace;
pub use quota::RateLimit;
pub use tiers::{Shared, Tiers};
