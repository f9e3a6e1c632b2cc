//! The exchange as two pure functions: assertion to request, answer to token.

use super::assertion::SignedAssertion;
use super::cache::{AccessToken, LEAST_LIFE, Token};
use super::diagnose::{self, Facts};
use super::endpoint::TokenUri;
use super::error::{Error, Refusal};
use super::redact::redact;
use super::retry::ATTEMPT_TIMEOUT;
use super::secret::Secret;
use super::time::UnixTime;
use core::fmt;
use core::time::Duration;
use serde::Deserialize;
use zeroize::Zeroizing;

/// The longest answer that is read, in bytes; Google's are under 3 KB.
pub const MAX_RESPONSE_BYTES: usize = 64 * 1024;

/// The content type of a token request (RFC 6749, appendix B).
pub const CONTENT_TYPE: &str = "application/x-www-form-urlencoded";

const GRANT: &str = "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&assertion=";

/// A POST to the token endpoint (RFC 7523, section 2.1).
#[derive(Debug)]
pub struct TokenRequest {
    /// Where to.
    pub uri: TokenUri,
    /// The form: the grant type and the assertion, nothing else.
    pub body: Secret,
}

impl TokenRequest {
    /// The request that exchanges `assertion`.
    pub fn new(uri: &TokenUri, assertion: &SignedAssertion) -> Self {
        // An assertion is base64url and dots, which a form holds as they are.
        let body = Secret::new([GRANT, assertion.expose()].concat());
        Self {
            uri: uri.clone(),
            body,
        }
    }
}

/// What came back, as far as it matters.
pub struct TokenResponse {
    /// The HTTP status.
    pub status: u16,
    /// The `Date` header.
    pub date: Option<String>,
    /// The `Retry-After` header.
    pub retry_after: Option<String>,
    /// The body, at most [`MAX_RESPONSE_BYTES`] of it.
    pub body: Zeroizing<Vec<u8>>,
}

impl fmt::Debug for TokenResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TokenResponse")
            .field("status", &self.status)
            .finish_non_exhaustive()
    }
}

impl TokenResponse {
    /// When the endpoint answered, by its own clock.
    pub fn date(&self) -> Option<UnixTime> {
        self.date.as_deref().and_then(UnixTime::from_http_date)
    }

    /// How long the endpoint asks to wait: seconds or a date (RFC 9110, section 10.2.3).
    fn retry_after(&self) -> Option<Duration> {
        let text = self.retry_after.as_deref()?.trim();
        match text.parse() {
            Ok(seconds) => Some(Duration::from_secs(seconds)),
            Err(_) => Some(UnixTime::from_http_date(text)?.since(self.date()?)),
        }
    }

    /// The token in this answer to a request made at `asked_at`.
    ///
    /// # Errors
    /// What the answer says instead; `facts` go into the remedy.
    pub fn into_token(self, asked_at: UnixTime, facts: &Facts) -> Result<Token, Error> {
        match self.status {
            200 => self.success(asked_at, facts),
            429 => Err(Error::RateLimited {
                retry_after: self.retry_after(),
            }),
            408 | 500.. => Err(Error::TokenEndpointFailed {
                status: self.status,
                retry_after: self.retry_after(),
            }),
            _ => Err(self.refusal(facts)),
        }
    }

    fn success(&self, asked_at: UnixTime, facts: &Facts) -> Result<Token, Error> {
        let malformed = |problem| Error::MalformedTokenResponse {
            problem,
            transient: false,
        };
        let answer: Success =
            serde_json::from_slice(&self.body).map_err(|error| Error::MalformedTokenResponse {
                problem: "not with a token response",
                transient: !error.is_data(),
            })?;
        let access_token = match answer.access_token {
            Some(mut token) if !token.is_empty() => AccessToken::new(core::mem::take(&mut *token)),
            _ => return Err(no_access_token(answer.id_token.is_some(), facts)),
        };
        if !access_token.expose().bytes().all(|b| b.is_ascii_graphic()) {
            return Err(malformed(
                "its access token has characters that no header can carry",
            ));
        }
        if !answer
            .token_type
            .is_some_and(|kind| kind.eq_ignore_ascii_case("bearer"))
        {
            return Err(malformed("its token_type is not Bearer"));
        }
        let expires_in = answer.expires_in.map(Duration::from_secs);
        let life = expires_in.ok_or(malformed("it does not say expires_in"))?;
        // Counted from when it was asked for, so the answer's way may have taken some of it.
        if life < LEAST_LIFE + ATTEMPT_TIMEOUT {
            return Err(malformed("its access token lives for hardly a minute"));
        }
        // A day bounds what a broken endpoint could make a cache believe.
        let life = life.min(Duration::from_secs(86_400));
        Ok(Token {
            access_token,
            obtained_at: asked_at,
            expires_at: asked_at + life,
        })
    }

    fn refusal(&self, facts: &Facts) -> Error {
        let answer: Failure = serde_json::from_slice(&self.body).unwrap_or_default();
        let description = answer.error_description.unwrap_or_default();
        Error::TokenRefused(Box::new(Refusal {
            status: self.status,
            diagnosis: diagnose::token_endpoint(&answer.error, &description),
            error: redact(&answer.error),
            description: redact(&description),
            facts: facts.clone(),
        }))
    }
}

/// One scope that Google does not know turns the whole answer into an ID token.
fn no_access_token(id_token: bool, facts: &Facts) -> Error {
    let diagnosis = if id_token {
        diagnose::id_token_instead()
    } else {
        None
    };
    Error::NoAccessToken {
        diagnosis,
        facts: Box::new(facts.clone()),
    }
}

#[derive(Deserialize)]
struct Success {
    access_token: Option<Zeroizing<String>>,
    expires_in: Option<u64>,
    id_token: Option<serde::de::IgnoredAny>,
    token_type: Option<String>,
}

#[derive(Default, Deserialize)]
struct Failure {
    error: String,
    error_description: Option<String>,
}

/// Whether a refusal complains of `iat` and `exp`: then the clock is to be compared.
pub fn complains_of_time(error: &Error) -> bool {
    match error {
        Error::TokenRefused(refusal) => {
            refusal.diagnosis.is_some_and(|row| row.id == "time_window")
        }
        _ => false,
    }
}
