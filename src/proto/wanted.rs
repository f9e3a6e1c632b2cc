//! What a token is asked for.

use super::catalogue::messages;
use super::diagnose::Facts;
use super::key::ServiceAccount;
use super::scope::ScopeSet;
use super::subject::Subject;
use super::user::UserEmail;
use alloc::borrow::ToOwned;
use alloc::string::{String, ToString};
use core::fmt;
use core::time::Duration;

/// An access token that speaks for one user, or for the service account, within some scopes.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Delegation {
    /// The assertion's `sub`, or that it has none.
    pub subject: Subject,
    /// The assertion's `scope`.
    pub scopes: ScopeSet,
}

/// An ID token, which proves to one audience who the service account is.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Identification {
    /// The assertion's `sub`. Google's delegation is for access tokens; what an endpoint makes of a
    /// user here is its own affair.
    pub user: Option<UserEmail>,
    /// The assertion's `target_audience`.
    pub audience: Audience,
}

/// Either of them.
#[derive(Clone, Copy, Debug)]
pub enum Wanted<'a> {
    /// An access token.
    Access(&'a Delegation),
    /// An ID token.
    Identity(&'a Identification),
}

impl<'a> From<&'a Delegation> for Wanted<'a> {
    fn from(delegation: &'a Delegation) -> Self {
        Self::Access(delegation)
    }
}

impl<'a> From<&'a Identification> for Wanted<'a> {
    fn from(identification: &'a Identification) -> Self {
        Self::Identity(identification)
    }
}

impl Wanted<'_> {
    /// The user that the token speaks for; none where it speaks for the service account itself.
    pub fn user(&self) -> Option<&str> {
        let user = match self {
            Self::Access(delegation) => delegation.subject.user(),
            Self::Identity(identification) => identification.user.as_ref(),
        };
        user.map(UserEmail::as_str)
    }

    /// What an error's remedy may name.
    pub(crate) fn facts(&self, account: &ServiceAccount) -> Facts {
        let scopes = match self {
            Self::Access(delegation) => delegation.scopes.iter().map(str::to_owned).collect(),
            Self::Identity(_) => Default::default(),
        };
        Facts {
            client_id: account.client_id().map(str::to_owned),
            scopes,
            user: self.user().map(str::to_owned),
        }
    }
}

/// What a token that the service account signs itself is good for: no exchange, no user.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum SelfSigned {
    /// One API, by its URL.
    Audience(Audience),
    /// Whatever these scopes cover.
    Scopes(ScopeSet),
}

/// Whom a token is meant for: usually a URL. Visible ASCII.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Audience(String);

impl Audience {
    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl core::str::FromStr for Audience {
    type Err = InvalidAudience;

    fn from_str(text: &str) -> Result<Self, InvalidAudience> {
        let fits = (1..=1024).contains(&text.len());
        match fits && text.bytes().all(|byte| byte.is_ascii_graphic()) {
            true => Ok(Self(text.to_string())),
            false => Err(InvalidAudience),
        }
    }
}

/// A text that no assertion can carry as its audience.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InvalidAudience;

impl fmt::Display for InvalidAudience {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(messages::AUDIENCE.text)
    }
}

impl core::error::Error for InvalidAudience {}

/// How long an assertion is good for: a minute to an hour, which is the longest that Google accepts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lifetime(Duration);

impl Lifetime {
    /// An hour.
    pub const LONGEST: Self = Self(Duration::from_secs(3600));

    /// So many seconds.
    ///
    /// # Errors
    /// For less than a minute or more than an hour.
    pub fn from_secs(seconds: u32) -> Result<Self, InvalidLifetime> {
        match seconds {
            60..=3600 => Ok(Self(Duration::from_secs(u64::from(seconds)))),
            _ => Err(InvalidLifetime),
        }
    }

    /// The span.
    pub const fn duration(self) -> Duration {
        self.0
    }
}

/// A lifetime that Google does not accept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InvalidLifetime;

impl fmt::Display for InvalidLifetime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(messages::LIFETIME.text)
    }
}

impl core::error::Error for InvalidLifetime {}

impl Default for Lifetime {
    fn default() -> Self {
        Self::LONGEST
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_audience_is_visible_text() {
        for text in [
            "https://example.com/",
            "32555940559.apps.googleusercontent.com",
        ] {
            assert_eq!(text.parse::<Audience>().unwrap().as_str(), text);
        }
        for text in ["", " ", "a b", "a\n", "\u{e9}", &"a".repeat(1025)] {
            assert_eq!(text.parse::<Audience>(), Err(InvalidAudience));
        }
    }

    #[test]
    fn a_lifetime_is_a_minute_to_an_hour() {
        for (seconds, valid) in [
            (0, false),
            (59, false),
            (60, true),
            (3600, true),
            (3601, false),
        ] {
            assert_eq!(Lifetime::from_secs(seconds).is_ok(), valid, "{seconds}");
        }
    }
}
