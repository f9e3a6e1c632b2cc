//! The routes.

use super::policy::Policy;
use super::rejection::Rejection;
use super::{health, token, wire};
use crate::minter::Minter;
use crate::ports::{Platform, TokenStore};
use crate::proto::assertion::Delegation;
use crate::proto::key::ServiceAccountKey;
use http::{Method, Request, Response};

/// The longest body that is read, in bytes.
pub const MAX_BODY_BYTES: usize = 16 * 1024;

/// A configured deployment.
#[derive(Debug)]
pub struct Service<P, S> {
    pub(super) minter: Minter<P, S>,
    pub(super) policy: Policy,
}

/// A response, and what is to be done behind it.
#[derive(Debug)]
pub struct Answer {
    /// What the caller gets.
    pub response: Response<String>,
    /// A token that is due: hand it to [`Service::refresh`] once the response is on its way.
    pub refresh: Option<Delegation>,
    /// A line for the operator's log, as JSON, where there is something to tell.
    pub log: Option<String>,
}

impl From<Response<String>> for Answer {
    fn from(response: Response<String>) -> Self {
        Self {
            response,
            refresh: None,
            log: None,
        }
    }
}

impl<P: Platform, S: TokenStore> Service<P, S> {
    /// A service for whoever `policy` names.
    pub fn new(key: ServiceAccountKey, policy: Policy, platform: P, store: S) -> Self {
        let (account, signing_key) = key.into_parts();
        Self {
            minter: Minter::new(account, signing_key, platform, store),
            policy,
        }
    }

    /// Answers a request, whatever it holds. Of a body over [`MAX_BODY_BYTES`], one byte more is
    /// enough.
    pub async fn handle(&self, request: &Request<Vec<u8>>) -> Answer {
        match self.route(request).await {
            Ok(answer) => answer,
            Err(rejection) => Answer {
                log: rejection.log_line(),
                ..Answer::from(rejection.into_response())
            },
        }
    }

    /// Mints the next token while the present one is still handed out.
    pub async fn refresh(&self, delegation: &Delegation) {
        self.minter.refresh(delegation).await;
    }

    async fn route(&self, request: &Request<Vec<u8>>) -> Result<Answer, Rejection> {
        let method = request.method();
        match request.uri().path() {
            "/v1/token" if method == Method::POST => token::answer(self, request).await,
            "/v1/token" => Err(Rejection::MethodNotAllowed { allow: "POST" }),
            "/healthz" if method == Method::GET || method == Method::HEAD => {
                Ok(wire::json(&health::body(&self.minter)).into())
            }
            "/healthz" => Err(Rejection::MethodNotAllowed { allow: "GET, HEAD" }),
            _ => Err(Rejection::NotFound),
        }
    }
}
