//! Why a request gets an error instead of what it asked for.

use super::upstream::TargetProblem;
use crate::proto::code::Code;
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

    const fn remedy(self) -> &'static str {
        match self {
            Self::Cache => {
                "Set CACHE to durable, kv or memory, with the binding USER_TOKENS or TOKENS that \
                 wrangler.toml shows for it."
            }
            Self::Policy => {
                "Run: npx wrangler secret put POLICY < policy.json, where policy.json lists each \
                 caller, the SHA-256 of its secret, its users and its scopes, as the README shows \
                 under \"Deploy to Cloudflare\"."
            }
            Self::RateLimitFails => {
                "Set RATE_LIMIT_FAILS to open or closed, or remove it, which means open."
            }
            Self::ServiceAccountKey => {
                "Run: npx wrangler secret put SERVICE_ACCOUNT_KEY < key.json, where key.json is \
                 the key file that Google Cloud downloads."
            }
            Self::TokenUri => {
                "Remove the variable TOKEN_URI to use Google's endpoint, or set it to an https URL."
            }
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
    /// The stable code.
    pub fn code(&self) -> Code {
        match self {
            Self::ApiUnreachable => Code::ApiUnreachable,
            Self::BadRequest(_) | Self::ProxyBody | Self::ProxyTarget(_) | Self::ProxyUser => {
                Code::BadRequest
            }
            Self::MethodNotAllowed { .. } => Code::MethodNotAllowed,
            Self::Mint(error) => error.code(),
            Self::NotConfigured { .. } => Code::NotConfigured,
            Self::NotFound => Code::NotFound,
            Self::PayloadTooLarge => Code::PayloadTooLarge,
            Self::PolicyDenied => Code::PolicyDenied,
            Self::RateLimiterFailed => Code::RateLimiterFailed,
            Self::RequestTimeout => Code::RequestTimeout,
            Self::TooManyRequests => Code::TooManyRequests,
            Self::Unauthenticated => Code::Unauthenticated,
            Self::UnsupportedMediaType => Code::UnsupportedMediaType,
        }
    }

    /// What to do about it.
    pub fn remedy(&self) -> String {
        match self {
            Self::Mint(error) => return error.remedy(),
            Self::NotConfigured { setting, .. } => setting.remedy(),
            Self::ApiUnreachable | Self::RateLimiterFailed => "Try again in a few seconds.",
            Self::ProxyBody => "Send GET and HEAD without a body.",
            Self::ProxyTarget(_) => {
                "Use /proxy/<host>/<path> with the host of one of Google's APIs, such as \
                 gmail.googleapis.com, and the path as Google documents it."
            }
            Self::ProxyUser => "Send the header X-Edgemint-User with the e-mail address of a user.",
            Self::BadRequest(_) => {
                "Send {\"user\": \"ada@example.com\", \"scopes\": [\"gmail.readonly\"]}."
            }
            Self::MethodNotAllowed { .. } => "Use the method that the Allow header names.",
            Self::NotFound => "Use POST /v1/token, /proxy/<host>/<path> or GET /healthz.",
            Self::PayloadTooLarge => "Send the user and the scopes only: at most 16 KiB.",
            Self::PolicyDenied => {
                "Ask the operator to allow this user and these scopes for you in POLICY."
            }
            Self::RequestTimeout => "Send the body at once, behind the headers.",
            Self::TooManyRequests => {
                "Wait some seconds; keep tokens and use them until shortly before they expire."
            }
            Self::Unauthenticated => {
                "Send the header Authorization: Bearer followed by your secret. The operator lists \
                 its SHA-256 in POLICY."
            }
            Self::UnsupportedMediaType => "Send the header Content-Type: application/json.",
        }
        .into()
    }
}

impl fmt::Display for Rejection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ApiUnreachable => f.write_str("The API did not answer."),
            Self::ProxyBody => f.write_str("A request with this method has no body."),
            Self::ProxyTarget(problem) => write!(f, "The target is refused: {problem}."),
            Self::ProxyUser => f.write_str("The request does not say for whom it is."),
            Self::BadRequest(problem) => write!(f, "The body is not a token request: {problem}."),
            Self::MethodNotAllowed { .. } => f.write_str("This route takes another method."),
            Self::Mint(error) => error.fmt(f),
            Self::NotConfigured {
                setting,
                problem: None,
            } => {
                write!(f, "This deployment has no {}.", setting.name())
            }
            Self::NotConfigured {
                setting,
                problem: Some(problem),
            } => {
                write!(
                    f,
                    "The {} of this deployment is malformed. {problem}",
                    setting.name()
                )
            }
            Self::NotFound => f.write_str("There is nothing at this path."),
            Self::PayloadTooLarge => f.write_str("The body is too large."),
            // Which rule is missing is the operator's business.
            Self::PolicyDenied => f.write_str("The policy does not allow you this token."),
            Self::RateLimiterFailed => {
                f.write_str("The limiter of requests does not answer, and without it none pass.")
            }
            Self::RequestTimeout => f.write_str("The body did not come within ten seconds."),
            Self::TooManyRequests => f.write_str("You ask more often than you may."),
            Self::Unauthenticated => f.write_str("You did not prove who you are."),
            Self::UnsupportedMediaType => f.write_str("The body is not declared as JSON."),
        }
    }
}
