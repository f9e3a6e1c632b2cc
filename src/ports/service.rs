//! What a service needs beyond its minter.

use super::NoResponse;
use alloc::vec::Vec;
use core::time::Duration;

/// What a URL answered with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// The HTTP status.
    pub status: u16,
    /// The body; of one over the limit, one byte more than that.
    pub body: Vec<u8>,
}

/// Fetches what anybody may read.
pub trait Documents {
    /// Gets `url` and reads at most `limit` bytes of the answer, redirects not followed, all within
    /// `timeout`.
    ///
    /// # Errors
    /// [`NoResponse`] where no whole answer came.
    async fn get(&self, url: &str, timeout: Duration, limit: usize)
    -> Result<Document, NoResponse>;
}

/// Why a request's body was not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unread {
    /// It broke off.
    Cut,
    /// It took longer than it may.
    Late,
}

/// A request's body, which is read when it is wanted: nobody has to wait for a stranger's.
pub trait Incoming {
    /// Reads at most `limit` bytes, of a longer body one byte more, all within `timeout`.
    ///
    /// # Errors
    /// Where it did not come in whole.
    async fn read(self, limit: usize, timeout: Duration) -> Result<Vec<u8>, Unread>;
}

/// One that has come in already.
impl Incoming for Vec<u8> {
    async fn read(mut self, limit: usize, _timeout: Duration) -> Result<Vec<u8>, Unread> {
        self.truncate(limit.saturating_add(1));
        Ok(self)
    }
}

/// Sends requests to Google's APIs.
pub trait Apis {
    /// A body, which may stream.
    type Body;
    /// Sends a request, redirects not followed. The answer's body may go on after it.
    ///
    /// # Errors
    /// [`NoResponse`] where no answer began within `timeout`.
    async fn send(
        &self,
        method: &http::Method,
        url: &str,
        headers: http::HeaderMap,
        body: Option<Self::Body>,
        timeout: Duration,
    ) -> Result<http::Response<Self::Body>, NoResponse>;
    /// The beginning of a body, up to a byte more than `limit`, and the whole body again.
    async fn peek(&self, body: Self::Body, limit: usize) -> (Vec<u8>, Self::Body);
}

/// Says whether a caller has asked often enough.
pub trait Quota {
    /// Whether `caller` may ask once more now; counts the request.
    ///
    /// # Errors
    /// [`NoResponse`] where that cannot be said, or not within `timeout`.
    async fn allows(&self, caller: &str, timeout: Duration) -> Result<bool, NoResponse>;
}

/// Sums up what is counted, if possible for all instances.
pub trait Counters {
    /// Adds to the sum of each series.
    async fn add(&self, amounts: Vec<(String, f64)>);
    /// The sums.
    async fn read(&self) -> Vec<(String, f64)>;
}

/// What an operator has set up around a service.
pub trait Operations {
    /// The limits of callers.
    fn quota(&self) -> &impl Quota;
    /// The counters.
    fn counters(&self) -> &impl Counters;
}
