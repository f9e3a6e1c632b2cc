//! What a Cloudflare Worker has beyond any JavaScript runtime: stores that isolates share.

mod apis;
mod counters;
mod durable;
mod http;
mod kv;
mod operations;
mod quota;
mod seal;
mod tiers;

pub use apis::WorkerApis;
pub use durable::UserTokens;
pub use http::{IncomingBody, header_map};
pub use kv::KvNamespace;
pub use operations::WorkerOperations;
pub use tiers::{Shared, Tiers};
