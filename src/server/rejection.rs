//! Why a request gets an error instead of what it asked for.

use super::upstream::TargetProblem;
use crate::proto::catalogue::{Code, Message, Retry, messages};
use crate::proto::error::Error;
use crate::proto::scope::ScopeProblem;
use crate::proto::user::UserProblem;
use core::fmt;

/// Rich inside; what of it a caller sees is decided in `wire.rs`.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Rejection {
    /// The API did not answer.
    ApiUnreachable,
    /// The body is not the JSON that the route takes.
    BadRequest(String),
    /// The route takes another method.
    MethodNotAllowed {
        /// For the `Allow` header.
        allow: &'static str,
    },
    /// The mint failed.
    Mint(Error),
    /// The deployment lacks a setting, or has a malformed one.
    NotConfigured {
        /// Which.
        setting: Setting,
        /// What is wrong with it; `None` where it is missing.
        problem: Option<String>,
    },
    /// There is no such route.
    NotFound,
    /// The body is longer than any honest one.
    PayloadTooLarge,
    /// The policy does not grant it.
    PolicyDenied,
    /// A request to the proxy has a body where its method has none.
    ProxyBody,
    /// The target leads to none of the APIs.
    ProxyTarget(TargetProblem),
    /// A request to the proxy does not say for whom it is.
    ProxyUser,
    /// The limiter does not say whether the caller may ask, and without its word none may.
    RateLimiterFailed,
    /// The body did not come in time.
    RequestTimeout,
    /// The caller asks more often than it may.
    TooManyRequests,
    /// No caller has this credential.
    Unauthenticated,
    /// The body is not declared as JSON.
    UnsupportedMediaType,
}

/// A setting of a deployment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Setting {
    /// `CACHE`
    Cache,
    /// `POLICY`
    Policy,
    /// `RATE_LIMIT_FAILS`
    RateLimitFails,
    /// `SERVICE_ACCOUNT_KEY`
    ServiceAccountKey,
    /// `TOKEN_URI`
    TokenUri,
}

impl Setting {
    /// Its name in the deployment.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Cache => "CACHE",
            Self::Policy => "POLICY",
            Self::RateLimitFails => "RATE_LIMIT_FAILS",
            Self::ServiceAccountKey => "SERVICE_ACCOUNT_KEY",
            Self::TokenUri => "TOKEN_URI",
        }
    }

    const fn absent(self) -> &'static Message {
        match self {
            Self::Cache => &messages::CACHE_ABSENT,
            Self::Policy => &messages::POLICY_ABSENT,
            Self::RateLimitFails => &messages::RATE_LIMIT_FAILS_ABSENT,
            Self::ServiceAccountKey => &messages::SERVICE_ACCOUNT_KEY_ABSENT,
            Self::TokenUri => &messages::TOKEN_URI_ABSENT,
        }
    }

    const fn malformed(self) -> &'static Message {
        match self {
            Self::Cache => &messages::CACHE_MALFORMED,
            Self::Policy => &messages::POLICY_MALFORMED,
            Self::RateLimitFails => &messages::RATE_LIMIT_FAILS_MALFORMED,
            Self::ServiceAccountKey => &messages::SERVICE_ACCOUNT_KEY_MALFORMED,
            Self::TokenUri => &messages::TOKEN_URI_MALFORMED,
        }
    }
}

impl From<Error> for Rejection {
    fn from(error: Error) -> Self {
        Self::Mint(error)
    }
}

impl From<ScopeProblem> for Rejection {
    fn from(problem: ScopeProblem) -> Self {
        Self::Mint(problem.into())
    }
}

impl From<UserProblem> for Rejection {
    fn from(problem: UserProblem) -> Self {
        Self::Mint(problem.into())
    }
}

impl Rejection {
    /// What is said, unless the mint has its own words.
    fn said(&self) -> Result<&'static Message, &Error> {
        Ok(match self {
            Self::Mint(error) => return Err(error),
            Self::ApiUnreachable => &messages::API_UNREACHABLE,
            Self::BadRequest(_) => &messages::BODY_MALFORMED,
            Self::MethodNotAllowed { .. } => &messages::METHOD,
            Self::NotConfigured {
                setting,
                problem: None,
            } => setting.absent(),
            Self::NotConfigured { setting, .. } => setting.malformed(),
            Self::NotFound => &messages::PATH,
            Self::PayloadTooLarge => &messages::BODY_TOO_LARGE,
            // Which rule is missing is the operator's business.
            Self::PolicyDenied => &messages::POLICY_DENIED,
            Self::ProxyBody => &messages::BODY_UNEXPECTED,
            Self::ProxyTarget(_) => &messages::TARGET,
            Self::ProxyUser => &messages::USER_ABSENT,
            Self::RateLimiterFailed => &messages::LIMITER_FAILED,
            Self::RequestTimeout => &messages::BODY_LATE,
            Self::TooManyRequests => &messages::TOO_MANY_REQUESTS,
            Self::Unauthenticated => &messages::CALLER_UNKNOWN,
            Self::UnsupportedMediaType => &messages::BODY_NOT_DECLARED,
        })
    }

    /// The stable code.
    pub fn code(&self) -> Code {
        self.said().map_or_else(Error::code, |message| message.code)
    }

    /// What to do about it.
    pub fn remedy(&self) -> String {
        let said = self.said();
        said.map_or_else(Error::remedy, |message| message.remedy.into())
    }

    /// Whether to try again.
    pub fn retry(&self) -> Retry {
        self.said()
            .map_or_else(Error::retry, |message| message.retry)
    }
}

impl fmt::Display for Rejection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let message = match self.said() {
            Ok(message) => message,
            Err(error) => return error.fmt(f),
        };
        let problem: &dyn fmt::Display = match self {
            Self::BadRequest(problem) => problem,
            Self::NotConfigured {
                problem: Some(problem),
                ..
            } => problem,
            Self::ProxyTarget(problem) => problem,
            _ => &"",
        };
        message.with(&[problem]).fmt(f)
    }
}

impl core::error::Error for Rejection {}
