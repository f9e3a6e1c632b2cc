//! Where a request through the proxy goes. What is checked is what is sent, and there is one way to
//! write each path: another spelling of a path would be a way around the policy.

mod headers;
mod path;
mod problem;
mod query;

pub use headers::{request_headers, response_headers};
pub use problem::TargetProblem;

use super::api_hosts;
pub(super) use path::normalised_path;

const PREFIX: &str = "/proxy/";
/// Google's own front ends refuse longer ones.
const MAX_BYTES: usize = 8 * 1024;

/// A checked place at one of Google's APIs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Upstream {
    host: &'static str,
    path: String,
    query: Option<String>,
}

impl Upstream {
    /// Reads the target of a request to the proxy: `/proxy/<host>/<path>?<query>`.
    ///
    /// # Errors
    /// What keeps it from being sent anywhere.
    pub fn from_target(target: &str) -> Result<Self, TargetProblem> {
        if target.len() > MAX_BYTES {
            return Err(TargetProblem::TooLong);
        }
        let rest = target.strip_prefix(PREFIX).ok_or(TargetProblem::NotProxy)?;
        let (place, query) = match rest.split_once('?') {
            Some((place, query)) => (place, Some(query)),
            None => (rest, None),
        };
        let end = place.find('/').unwrap_or(place.len());
        let (host, path) = place.split_at(end);
        Ok(Self {
            host: api_hosts::find(host).ok_or(TargetProblem::Host)?,
            path: normalised_path(path)?,
            query: query.map(query::checked).transpose()?,
        })
    }

    /// The host, one of [`API_HOSTS`](super::API_HOSTS).
    pub fn host(&self) -> &'static str {
        self.host
    }

    /// The path as [`Caller::route`](super::Caller::route) compares it.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The path and the query as they are to be sent.
    pub fn path_and_query(&self) -> String {
        match &self.query {
            Some(query) => format!("{}?{query}", self.path),
            None => self.path.clone(),
        }
    }
}
