//! What a Cloudflare Worker has beyond any JavaScript runtime: stores that isolates share.

mod apis;
mod counters;
mod durable;
mod kv;
mod operations;
mod quota;
mod seal;
mod tiers;

pub use apis::WorkerApis;
pub use durable::UserTokens;
pub use kv::KvNamespace;
pub use operations::WorkerOperations;
pub use tiers::{Shared, Tiers};
