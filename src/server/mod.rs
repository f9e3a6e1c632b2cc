//! Requests in, responses out, on plain `http` types: the same natively as in a Worker.

mod config;
mod health;
mod metrics;
mod policy;
mod record;
mod rejection;
mod rpc;
mod service;
mod token;
mod wire;

pub use config::{Cache, Config, Settings};
pub use policy::{Caller, Denial, Policy, PolicyProblem};
pub use rejection::{Rejection, Setting};
pub use rpc::{Call, Called};
pub use service::{Answer, MAX_BODY_BYTES, Service};
