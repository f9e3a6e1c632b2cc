//! Requests in, responses out, on plain `http` types: the same natively as in a Worker.

pub mod access;
mod api_hosts;
pub mod config;
mod cors;
mod deployment;
mod explain;
mod gate;
mod health;
mod metrics;
mod policy;
mod proxy;
mod record;
mod rejection;
mod request_target;
mod routes;
mod rpc;
mod service;
mod token;
mod upstream;
mod wire;

pub use api_hosts::API_HOSTS;
pub use config::{Cache, Config, LimiterFails, MAX_SETTING_BYTES, Settings};
pub use deployment::PolicyInKv;
pub use explain::{Question, check_policy, explain_policy};
pub use policy::{AccessSettings, Caller, Denial, MAX_POLICY_BYTES, Policy, PolicyProblem, Route};
pub use proxy::Proxied;
pub use rejection::{Rejection, Setting};
pub use request_target::request_target;
pub use routes::Answer;
pub use rpc::{Call, Called};
pub use service::Service;
pub use token::MAX_BODY_BYTES;
pub use upstream::{TargetProblem, Upstream, request_headers, response_headers};
