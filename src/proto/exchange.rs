//! The exchange as two pure functions: assertion to request, answer to token.

use super::assertion::SignedAssertion;
use super::cache::{AccessToken, LEAST_LIFE, Token};
use super::diagnose::{self, Facts, RowId};
use super::endpoint::TokenUri;
use super::error::{Completeness, Error, Refusal};
use super::json::{self, Flaw};
use super::redact::redact;
use super::retry::ATTEMPT_TIMEOUT;
use super::scope::ScopeSet;
use super::secret::Secret;
use super::time::{UnixTime, seconds};
use super::wanted::{Lifetime, Wanted};
use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use core::fmt;
use core::time::Duration;
use zeroize::Zeroizing;

/// The longest answer that is read, in bytes; Google's are under 3 KB.
pub const MAX_RESPONSE_BYTES: usize = 64 * 1024;

/// The content type of a token request (RFC 6749, appendix B).
pub const CONTENT_TYPE: &str = "application/x-www-form-urlencoded";

const DAY: Duration = Duration::from_secs(86_400);

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

/// A request, as far as its answer is read by it.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// What for.
    pub wanted: Wanted<'a>,
    /// When, by the local clock.
    pub at: UnixTime,
    /// How long the assertion lives: what counts where the answer does not say it of the token.
    pub lifetime: Lifetime,
    /// What goes into a remedy.
    pub facts: &'a Facts,
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

    /// How long the endpoint asks to wait: seconds or a date (RFC 9110, section 10.2.3). More than a
    /// day is a day: no timer takes a number of any size.
    fn retry_after(&self) -> Option<Duration> {
        let text = self.retry_after.as_deref()?.trim_ascii();
        let wait = match seconds(text) {
            Some(seconds) => Duration::from_secs(seconds),
            None => UnixTime::from_http_date(text)?.since(self.date()?),
        };
        Some(wait.min(DAY))
    }

    /// The token in this answer to a request.
    ///
    /// # Errors
    /// What the answer says instead.
    pub fn into_token(self, asked: &Asked<'_>) -> Result<Token, Error> {
        match (self.status, asked.wanted) {
            (200, Wanted::Access(delegation)) => self.success(&delegation.scopes, asked),
            (200, Wanted::Identity(_)) => self.identity(asked.at),
            _ => Err(self.failure(asked.facts)),
        }
    }

    fn failure(&self, facts: &Facts) -> Error {
        match self.status {
            429 => Error::RateLimited {
                retry_after: self.retry_after(),
            },
            408 | 500.. => Error::TokenEndpointFailed {
                status: self.status,
                retry_after: self.retry_after(),
            },
            _ => self.refusal(facts),
        }
    }

    fn success(&self, scopes: &ScopeSet, asked: &Asked<'_>) -> Result<Token, Error> {
        let names = [
            "access_token",
            "expires_in",
            "id_token",
            "scope",
            "token_type",
        ];
        let members = json::members(self.text()?, &names);
        let [access_token, expires_in, id_token, scope, token_type] =
            members.map_err(no_members)?;
        let access_token = match given(access_token).map(json::unquoted) {
            Some(None) => return Err(malformed("it is not a token response")),
            Some(Some(token)) if !token.is_empty() => AccessToken::new(token),
            _ => return Err(no_access_token(given(id_token).is_some(), asked.facts)),
        };
        if !access_token.expose().bytes().all(|b| b.is_ascii_graphic()) {
            return Err(malformed(
                "its access token has characters that no header can carry",
            ));
        }
        let bearer = |kind: String| kind.eq_ignore_ascii_case("bearer");
        if !token_type.and_then(json::unquoted).is_some_and(bearer) {
            return Err(malformed("its token_type is not Bearer"));
        }
        let life = match given(expires_in) {
            None => asked.lifetime.duration(),
            // As text it is no JSON number, and still what some endpoints send.
            Some(life) => seconds(life.trim_matches('"'))
                .map(Duration::from_secs)
                .ok_or(malformed("its expires_in is no number of seconds"))?,
        };
        let token = living(access_token, asked.at, life)?;
        let granted = scope.and_then(granted);
        let granted = granted.filter(|granted| granted != scopes).map(Box::new);
        Ok(Token { granted, ..token })
    }

    fn identity(&self, asked_at: UnixTime) -> Result<Token, Error> {
        let members = json::members(self.text()?, &["id_token"]);
        let [id_token] = members.map_err(no_members)?;
        let id_token = given(id_token).and_then(json::unquoted);
        let id_token = AccessToken::new(id_token.ok_or(malformed("without an ID token"))?);
        let life = life_of_jwt(id_token.expose());
        let life = life.ok_or(malformed("with an ID token that does not say iat and exp"))?;
        living(id_token, asked_at, life)
    }

    fn refusal(&self, facts: &Facts) -> Error {
        let text = self.text().unwrap_or_default();
        let members = json::members(text, &["error", "error_description"]);
        let [error, description] = members
            .unwrap_or_default()
            .map(|json| json.and_then(json::unquoted).unwrap_or_default());
        Error::TokenRefused(Box::new(Refusal {
            status: self.status,
            diagnosis: diagnose::token_endpoint(&error, &description),
            error: redact(&error),
            description: redact(&description),
            facts: facts.clone(),
        }))
    }

    fn text(&self) -> Result<&str, Error> {
        core::str::from_utf8(&self.body).map_err(|_| cut())
    }
}

/// A token that was asked for at `asked_at`: counted from then, as the answer's way may have taken
/// some of its life.
fn living(token: AccessToken, asked_at: UnixTime, life: Duration) -> Result<Token, Error> {
    if life < LEAST_LIFE.saturating_add(ATTEMPT_TIMEOUT) {
        return Err(malformed("its token lives for hardly a minute"));
    }
    // It bounds what a broken endpoint could make a cache believe.
    let life = life.min(DAY);
    Ok(Token {
        access_token: token,
        obtained_at: asked_at,
        expires_at: asked_at + life,
        granted: None,
    })
}

/// What `scope` names (RFC 6749, section 5.1). One that cannot be read says as little as one that is
/// left out: all that was asked for.
fn granted(json: &str) -> Option<ScopeSet> {
    json::unquoted(json)?.parse().ok()
}

/// From `iat` to `exp`, whatever the local clock says.
fn life_of_jwt(compact: &str) -> Option<Duration> {
    let mut parts = compact.split('.');
    let (_, claims, _) = (parts.next()?, parts.next()?, parts.next()?);
    let claims = Zeroizing::new(URL_SAFE_NO_PAD.decode(claims).ok()?);
    let claims = core::str::from_utf8(&claims).ok()?;
    let times = json::members(claims, &["iat", "exp"]).ok()?;
    let [issued, expires] = times.map(|time| seconds(time?));
    Some(Duration::from_secs(expires?.checked_sub(issued?)?))
}

/// A member that is there, and more than `null`.
fn given(json: Option<&str>) -> Option<&str> {
    json.filter(|json| *json != "null")
}

const fn malformed(problem: &'static str) -> Error {
    Error::MalformedTokenResponse(Completeness::Whole { problem })
}

/// It is no object with these members.
fn no_members(flaw: Flaw) -> Error {
    match flaw {
        Flaw::Syntax => cut(),
        _ => malformed("it is not a token response"),
    }
}

/// It looks cut rather than wrong.
const fn cut() -> Error {
    Error::MalformedTokenResponse(Completeness::Cut)
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

/// Whether a refusal complains of `iat` and `exp`: then the clock is to be compared.
pub fn complains_of_time(error: &Error) -> bool {
    match error {
        Error::TokenRefused(refusal) => refusal
            .diagnosis
            .is_some_and(|row| row.id == RowId::TimeWindow),
        _ => false,
    }
}
