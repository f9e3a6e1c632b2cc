//! Requests in, responses out, on plain `http` types: the same natively as in a Worker.

pub mod access;
mod config;
mod health;
mod policy;
mod rejection;
mod service;
mod token;
mod wire;

pub use config::Config;
pub use policy::{Caller, Denial, Policy, PolicyProblem};
pub use rejection::{Rejection, Setting};
pub use service::{Answer, MAX_BODY_BYTES, Service};
