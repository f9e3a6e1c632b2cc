//! What can go wrong with a mint: each case with its facts, a stable code, a sentence, a remedy.

use super::catalogue::{Code, Message, Retry, messages};
use super::diagnose::{Diagnosis, Facts, likely_rows};
use super::endpoint::InvalidTokenUri;
use super::key::{KeyError, KeyProblem};
use super::scope::ScopeProblem;
use super::signer::{SignerError, SignerName};
use super::user::UserProblem;
use super::wanted::{InvalidAudience, InvalidLifetime};
use alloc::boxed::Box;
use alloc::string::String;
use core::fmt;
use core::time::Duration;

/// Why no token could be given.
///
/// An error never holds a key, an assertion or a token; text from outside is cut and redacted.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Error {
    /// The random source failed; nothing is signed without it.
    EntropyUnavailable,
    /// The audience is not visible ASCII, or too long.
    InvalidAudience,
    /// The service account's key file cannot be used.
    InvalidKey(KeyError),
    /// The assertion's lifetime is not between a minute and an hour.
    InvalidLifetime,
    /// The scopes are not scopes.
    InvalidScope(ScopeProblem),
    /// The configured token endpoint is not one that an assertion may be sent to.
    InvalidTokenUri,
    /// The user is not a mailbox.
    InvalidUser(UserProblem),
    /// The token endpoint answered 200 with something that is not a token response.
    MalformedTokenResponse(Completeness),
    /// The token endpoint answered 200 without an access token.
    NoAccessToken {
        /// What to check.
        diagnosis: Option<&'static Diagnosis>,
        /// What was asked for.
        facts: Box<Facts>,
    },
    /// The token endpoint answered 429 until the deadline.
    RateLimited {
        /// How long it asked to wait, where it said so.
        retry_after: Option<Duration>,
    },
    /// The signature did not verify; it was not released.
    SignerFault,
    /// This engine cannot run the signer.
    SignerUnsupported {
        /// Which.
        signer: SignerName,
    },
    /// The token endpoint failed with this HTTP status until the deadline.
    TokenEndpointFailed {
        /// The HTTP status of the last answer.
        status: u16,
        /// How long it asked to wait, where it said so.
        retry_after: Option<Duration>,
    },
    /// The token endpoint could not be reached, or did not answer in time.
    TokenEndpointUnreachable {
        /// How many times it was tried.
        attempts: u32,
    },
    /// The token endpoint refused the assertion.
    TokenRefused(Box<Refusal>),
}

/// Whether an answer that is no token response came whole: then another would be no better.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Completeness {
    /// It was cut, or is no JSON.
    Cut,
    /// It is what the endpoint meant to say.
    Whole {
        /// What is wrong with it.
        problem: &'static str,
    },
}

/// An OAuth error answer (RFC 6749, section 5.2), with what it means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The HTTP status.
    pub status: u16,
    /// The `error` field, cut and redacted.
    pub error: String,
    /// The `error_description` field, cut and redacted.
    pub description: String,
    /// What it most likely means, where it is known.
    pub diagnosis: Option<&'static Diagnosis>,
    /// What was asked for.
    pub facts: Facts,
}

impl Error {
    /// What is said of a private key that a platform's own signer refuses.
    pub const fn inconsistent_key() -> Self {
        let equation = "its numbers belong together";
        Self::InvalidKey(KeyError::private_key(KeyProblem::Inconsistent { equation }))
    }

    /// The stable code, the same in Rust, JavaScript and JSON.
    pub fn code(&self) -> Code {
        match self {
            Self::EntropyUnavailable => Code::EntropyUnavailable,
            Self::InvalidAudience => Code::InvalidAudience,
            Self::InvalidKey(_) => Code::InvalidKey,
            Self::InvalidLifetime => Code::InvalidLifetime,
            Self::InvalidScope(_) => Code::InvalidScope,
            Self::InvalidTokenUri => Code::InvalidTokenUri,
            Self::InvalidUser(_) => Code::InvalidUser,
            Self::MalformedTokenResponse(_) => Code::MalformedTokenResponse,
            Self::NoAccessToken { .. } => Code::NoAccessToken,
            Self::RateLimited { .. } => Code::RateLimited,
            Self::SignerFault => Code::SignerFault,
            Self::SignerUnsupported { .. } => Code::SignerUnsupported,
            Self::TokenEndpointFailed { .. } => Code::TokenEndpointFailed,
            Self::TokenEndpointUnreachable { .. } => Code::TokenEndpointUnreachable,
            Self::TokenRefused(refusal) => Code::of_refusal(&refusal.error),
        }
    }

    /// The sentence that is said, where it is a single one.
    const fn message(&self) -> Option<&'static Message> {
        Some(match self {
            Self::EntropyUnavailable => &messages::ENTROPY,
            Self::InvalidAudience => &messages::AUDIENCE,
            Self::InvalidLifetime => &messages::LIFETIME,
            Self::InvalidTokenUri => &messages::TOKEN_URI,
            Self::MalformedTokenResponse(Completeness::Cut) => &messages::RESPONSE_CUT,
            Self::MalformedTokenResponse(Completeness::Whole { .. }) => {
                &messages::RESPONSE_MALFORMED
            }
            Self::NoAccessToken { .. } => &messages::NO_ACCESS_TOKEN,
            Self::RateLimited { retry_after: None } => &messages::RATE_LIMITED,
            Self::RateLimited { .. } => &messages::RATE_LIMITED_FOR,
            Self::SignerFault => &messages::SIGNER_FAULT,
            Self::SignerUnsupported {
                signer: SignerName::WebCrypto,
            } => &messages::WEBCRYPTO_UNSUPPORTED,
            Self::SignerUnsupported { .. } => &messages::SIGNER_UNSUPPORTED,
            Self::TokenEndpointFailed { .. } => &messages::ENDPOINT_FAILED,
            Self::TokenEndpointUnreachable { .. } => &messages::ENDPOINT_UNREACHABLE,
            Self::InvalidKey(_)
            | Self::InvalidScope(_)
            | Self::InvalidUser(_)
            | Self::TokenRefused(_) => return None,
        })
    }

    /// What the sentence has a place for.
    fn fact(&self) -> Fact {
        match self {
            Self::MalformedTokenResponse(Completeness::Whole { problem }) => Fact::Text(problem),
            Self::RateLimited {
                retry_after: Some(wait),
            } => Fact::Number(wait.as_secs()),
            Self::SignerUnsupported { signer } => Fact::Text(signer.as_str()),
            Self::TokenEndpointFailed { status, .. } => Fact::Number(u64::from(*status)),
            Self::TokenEndpointUnreachable { attempts: 1 } => Fact::Text("once"),
            Self::TokenEndpointUnreachable { .. } => Fact::Text("several times"),
            _ => Fact::Text(""),
        }
    }

    /// What to do about it.
    pub fn remedy(&self) -> String {
        match self {
            Self::InvalidKey(error) => error.remedy().into(),
            Self::InvalidScope(_) => messages::SCOPE_EMPTY.remedy.into(),
            Self::InvalidUser(_) => messages::USER_BLANK.remedy.into(),
            Self::NoAccessToken {
                diagnosis: Some(row),
                facts,
            } => facts.fill(row.remedy),
            Self::TokenRefused(refusal) => refusal.remedy(),
            _ => self.message().map_or("", |message| message.remedy).into(),
        }
    }

    /// Whether to try again.
    pub fn retry(&self) -> Retry {
        match self {
            Self::TokenRefused(refusal) => refusal.retry(),
            _ => self.message().map_or(Retry::Never, |message| message.retry),
        }
    }

    /// Whether the same request may succeed a little later.
    pub fn retryable(&self) -> bool {
        self.retry() != Retry::Never
    }

    /// How long the token endpoint asked to wait, where it said so.
    pub fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::RateLimited { retry_after } | Self::TokenEndpointFailed { retry_after, .. } => {
                *retry_after
            }
            _ => None,
        }
    }

    /// The HTTP status of the token endpoint's last answer, where there was one.
    pub fn upstream_status(&self) -> Option<u16> {
        match self {
            Self::MalformedTokenResponse(_) | Self::NoAccessToken { .. } => Some(200),
            Self::RateLimited { .. } => Some(429),
            Self::TokenEndpointFailed { status, .. } => Some(*status),
            Self::TokenRefused(refusal) => Some(refusal.status),
            _ => None,
        }
    }
}

impl Refusal {
    fn retry(&self) -> Retry {
        match self.diagnosis {
            // Google's own failure is none of the assertion's.
            Some(row)
                if row.retry && Code::of_refusal(&self.error) == Code::TokenEndpointFailed =>
            {
                Retry::Soon
            }
            Some(row) if row.retry => Retry::Later,
            _ => Retry::Never,
        }
    }

    fn remedy(&self) -> String {
        match self.diagnosis {
            Some(row) => self.facts.fill(row.remedy),
            None => self.likely_remedy(),
        }
    }

    /// Without a reason that is known, what `npx edgemint doctor` says of the error's name.
    fn likely_remedy(&self) -> String {
        let rows = likely_rows(&self.error, self.facts.user.is_some());
        let Some(surest) = rows.first() else {
            return messages::REFUSED.remedy.into();
        };
        let evidence = surest.evidence.as_str();
        let mut remedy = [
            "It gave no known reason. Likely (",
            evidence,
            "), in this order:",
        ]
        .concat();
        for (row, number) in rows.iter().zip(["1", "2", "3", "4", "5"]) {
            let todo = self.facts.fill(row.remedy);
            remedy.extend([" ", number, ". ", row.cause, " ", &todo]);
        }
        remedy
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::InvalidKey(error) => error.fmt(f),
            Self::InvalidScope(problem) => problem.fmt(f),
            Self::InvalidUser(problem) => problem.fmt(f),
            Self::TokenRefused(refusal) => refusal.fmt(f),
            _ => {
                let message = self.message().unwrap_or(&messages::REFUSED);
                message.with(&[&self.fact()]).fmt(f)?;
                match self {
                    Self::NoAccessToken {
                        diagnosis: Some(row),
                        ..
                    } => write!(f, " {}", row.cause),
                    _ => Ok(()),
                }
            }
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(row) = self.diagnosis {
            write!(f, "{} ", row.cause)?;
        }
        let Self {
            status,
            error,
            description,
            ..
        } = self;
        match (error.as_str(), description.as_str()) {
            ("", _) => messages::REFUSED_WITHOUT_ERROR.with(&[status]).fmt(f),
            (error, "") => messages::REFUSED.with(&[status, &error]).fmt(f),
            (error, text) => messages::REFUSED_FOR.with(&[status, &error, &text]).fmt(f),
        }
    }
}

impl core::error::Error for Error {
    fn source(&self) -> Option<&(dyn core::error::Error + 'static)> {
        match self {
            Self::InvalidKey(error) => Some(error),
            Self::InvalidScope(problem) => Some(problem),
            Self::InvalidUser(problem) => Some(problem),
            Self::TokenRefused(refusal) => Some(&**refusal),
            _ => None,
        }
    }
}

impl core::error::Error for Refusal {}

enum Fact {
    Number(u64),
    Text(&'static str),
}

impl fmt::Display for Fact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => number.fmt(f),
            Self::Text(text) => f.write_str(text),
        }
    }
}

/// What is wrong with a value is why there is no token.
macro_rules! caused_by {
    ($($problem:ty: $name:pat => $error:expr,)*) => {
        $(impl From<$problem> for Error {
            fn from($name: $problem) -> Self {
                $error
            }
        })*
    };
}

caused_by! {
    InvalidAudience: _ => Self::InvalidAudience,
    InvalidLifetime: _ => Self::InvalidLifetime,
    InvalidTokenUri: _ => Self::InvalidTokenUri,
    KeyError: error => Self::InvalidKey(error),
    ScopeProblem: problem => Self::InvalidScope(problem),
    UserProblem: problem => Self::InvalidUser(problem),
}

impl From<SignerError> for Error {
    fn from(error: SignerError) -> Self {
        match error {
            SignerError::EntropyUnavailable => Self::EntropyUnavailable,
            SignerError::Fault => Self::SignerFault,
            SignerError::Key(error) => Self::InvalidKey(error),
            SignerError::Unsupported { signer } => Self::SignerUnsupported { signer },
        }
    }
}
