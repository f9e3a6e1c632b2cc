//! What can go wrong with a mint: each case with its facts, a stable code, a sentence, a remedy.

use super::code::Code;
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
    MalformedTokenResponse {
        /// What was wrong with it.
        problem: &'static str,
        /// Whether a second answer may be better: this one was cut or is no JSON.
        transient: bool,
    },
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
            Self::MalformedTokenResponse { .. } => Code::MalformedTokenResponse,
            Self::NoAccessToken { .. } => Code::NoAccessToken,
            Self::RateLimited { .. } => Code::RateLimited,
            Self::SignerFault => Code::SignerFault,
            Self::SignerUnsupported { .. } => Code::SignerUnsupported,
            Self::TokenEndpointFailed { .. } => Code::TokenEndpointFailed,
            Self::TokenEndpointUnreachable { .. } => Code::TokenEndpointUnreachable,
            Self::TokenRefused(refusal) => Code::of_refusal(&refusal.error),
        }
    }

    /// What to do about it.
    pub fn remedy(&self) -> String {
        match self {
            Self::EntropyUnavailable => {
                "Ask for tokens inside a request handler: a Worker has no randomness at start-up."
                    .into()
            }
            Self::InvalidAudience => {
                "Give the URL of the service that the token is for, such as https://example.com/."
                    .into()
            }
            Self::InvalidKey(error) => error.remedy().into(),
            Self::InvalidLifetime => "Give 60 to 3600 seconds, or leave it out.".into(),
            Self::InvalidScope(_) => {
                "Name scopes as on Google's list of OAuth 2.0 scopes, such as gmail.readonly or \
                 https://www.googleapis.com/auth/gmail.readonly."
                    .into()
            }
            Self::InvalidTokenUri => {
                "Use https://oauth2.googleapis.com/token, or an https URL of your own; plain http \
                 only on 127.0.0.1, [::1] or localhost."
                    .into()
            }
            Self::InvalidUser(_) => {
                "Give the primary e-mail address of the user the token is for, such as \
                 ada@example.com. The word me works only in an API's URL. null, and nothing else, \
                 asks for a token of the service account itself."
                    .into()
            }
            Self::MalformedTokenResponse { .. } => {
                "Check that the token endpoint is Google's, and that no proxy changes its answers."
                    .into()
            }
            Self::NoAccessToken { diagnosis, facts } => match diagnosis {
                Some(row) => facts.fill(row.remedy),
                None => "Check that the token endpoint is Google's.".into(),
            },
            Self::RateLimited { .. } => "Wait, then ask again; keep and reuse tokens.".into(),
            Self::SignerFault => {
                "Try again; if it happens twice, replace the key, and do not trust this machine."
                    .into()
            }
            Self::SignerUnsupported {
                signer: SignerName::WebCrypto,
            } => {
                "Leave the signer out, and edgemint signs by itself. Browsers have WebCrypto only \
                 in pages that come over https or from localhost."
                    .into()
            }
            Self::SignerUnsupported { .. } => {
                "Use the build or the signer for this engine; the npm package chooses by itself."
                    .into()
            }
            Self::TokenEndpointFailed { .. } => "Try again in a few seconds.".into(),
            Self::TokenEndpointUnreachable { .. } => {
                "Check that this machine reaches the token endpoint, then try again.".into()
            }
            Self::TokenRefused(refusal) => refusal.remedy(),
        }
    }

    /// Whether the same request may succeed a little later.
    pub fn retryable(&self) -> bool {
        match self {
            Self::EntropyUnavailable
            | Self::InvalidAudience
            | Self::InvalidKey(_)
            | Self::InvalidLifetime
            | Self::InvalidScope(_)
            | Self::InvalidTokenUri
            | Self::InvalidUser(_)
            | Self::NoAccessToken { .. }
            | Self::SignerFault
            | Self::SignerUnsupported { .. } => false,
            Self::MalformedTokenResponse { transient, .. } => *transient,
            Self::RateLimited { .. }
            | Self::TokenEndpointFailed { .. }
            | Self::TokenEndpointUnreachable { .. } => true,
            Self::TokenRefused(refusal) => refusal.diagnosis.is_some_and(|row| row.retry),
        }
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
            Self::MalformedTokenResponse { .. } | Self::NoAccessToken { .. } => Some(200),
            Self::RateLimited { .. } => Some(429),
            Self::TokenEndpointFailed { status, .. } => Some(*status),
            Self::TokenRefused(refusal) => Some(refusal.status),
            _ => None,
        }
    }
}

impl Refusal {
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
            return "Read what the token endpoint said; this answer is not a known one.".into();
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
            Self::EntropyUnavailable => SignerError::EntropyUnavailable.fmt(f),
            Self::InvalidAudience => InvalidAudience.fmt(f),
            Self::InvalidKey(error) => error.fmt(f),
            Self::InvalidLifetime => InvalidLifetime.fmt(f),
            Self::InvalidScope(problem) => problem.fmt(f),
            Self::InvalidTokenUri => InvalidTokenUri.fmt(f),
            Self::InvalidUser(problem) => problem.fmt(f),
            Self::MalformedTokenResponse { problem, .. } => {
                write!(f, "The token endpoint answered 200, but {problem}.")
            }
            Self::NoAccessToken { diagnosis, .. } => {
                f.write_str("The token endpoint answered 200 without an access token.")?;
                diagnosis.map_or(Ok(()), |row| write!(f, " {}", row.cause))
            }
            Self::RateLimited {
                retry_after: Some(wait),
            } => {
                write!(
                    f,
                    "The token endpoint asks to wait {} s (429).",
                    wait.as_secs()
                )
            }
            Self::RateLimited { retry_after: None } => {
                f.write_str("The token endpoint asks for fewer requests (429).")
            }
            Self::SignerFault => SignerError::Fault.fmt(f),
            Self::SignerUnsupported { signer } => {
                SignerError::Unsupported { signer: *signer }.fmt(f)
            }
            Self::TokenEndpointFailed { status, .. } => {
                write!(f, "The token endpoint failed with status {status}.")
            }
            Self::TokenEndpointUnreachable { attempts } => {
                let times = if *attempts == 1 {
                    "once"
                } else {
                    "several times"
                };
                write!(f, "The token endpoint did not answer (tried {times}).")
            }
            Self::TokenRefused(refusal) => refusal.fmt(f),
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
            ("", _) => write!(
                f,
                "The token endpoint answered {status} without an OAuth error."
            ),
            (error, "") => write!(f, "The token endpoint said: {status} {error}."),
            (error, text) => write!(f, "The token endpoint said: {status} {error}: {text}"),
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
