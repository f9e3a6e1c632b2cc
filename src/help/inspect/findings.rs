//! What is asked, and what is found.

use crate::proto::time::UnixTime;
use alloc::string::String;
use alloc::vec::Vec;

/// What a text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Kind {
    /// An opaque access token.
    AccessToken,
    /// A Google Cloud API key.
    ApiKey,
    /// A service account's assertion, for the token endpoint.
    Assertion,
    /// An OAuth client's secret.
    ClientSecret,
    /// An ID token of Google's.
    IdToken,
    /// A JSON Web Token of somebody else, or a damaged one.
    Jwt,
    /// A file with credentials.
    KeyFile,
    /// A PEM block alone.
    PrivateKey,
    /// A refresh token.
    RefreshToken,
    /// A service account's token for an API itself.
    SelfSignedToken,
    /// Nothing of these.
    Unknown,
}

/// What to hold a text against.
#[derive(Clone, Debug)]
pub struct Against<'a> {
    /// The present.
    pub now: UnixTime,
    /// The audience of assertions, unless Google's.
    pub token_uri: Option<&'a str>,
    /// The text of the key file that an assertion was signed with.
    pub key: Option<&'a str>,
}

/// What was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inspection {
    /// What it is.
    pub kind: Kind,
    /// The same in a sentence.
    pub what: &'static str,
    /// What was looked at, in order.
    pub checks: Vec<Check>,
    /// The header of a JSON Web Token, in JSON.
    pub header: Option<String>,
    /// Its claims, in JSON.
    pub claims: Option<String>,
    /// What a key file says that is not secret.
    pub key: Option<Key>,
}

/// One thing that was looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// A stable name, such as `aud`.
    pub id: &'static str,
    /// What was found: a sentence.
    pub what: String,
    /// What to do; `None` where it is as it should be.
    pub remedy: Option<String>,
}

/// What is not secret in a key file. Nothing of it is checked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub struct Key {
    pub client_email: Option<String>,
    pub client_id: Option<String>,
    pub key_id: Option<String>,
    pub project_id: Option<String>,
    pub token_uri: Option<String>,
    pub bits: Option<usize>,
}

impl Check {
    #[inline(never)]
    pub(super) fn good(id: &'static str, what: impl Into<String>) -> Self {
        Self {
            id,
            what: what.into(),
            remedy: None,
        }
    }

    #[inline(never)]
    pub(super) fn bad(
        id: &'static str,
        what: impl Into<String>,
        remedy: impl Into<String>,
    ) -> Self {
        Self {
            id,
            what: what.into(),
            remedy: Some(remedy.into()),
        }
    }

    /// Whether it is as it should be.
    pub const fn ok(&self) -> bool {
        self.remedy.is_none()
    }
}

impl Inspection {
    pub(super) fn new(kind: Kind, checks: Vec<Check>) -> Self {
        Self {
            kind,
            what: kind.what(),
            checks,
            header: None,
            claims: None,
            key: None,
        }
    }

    /// Whether everything is as it should be.
    pub fn ok(&self) -> bool {
        self.checks.iter().all(Check::ok)
    }
}

impl Kind {
    /// The stable name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::AccessToken => "access_token",
            Self::ApiKey => "api_key",
            Self::Assertion => "assertion",
            Self::ClientSecret => "client_secret",
            Self::IdToken => "id_token",
            Self::Jwt => "jwt",
            Self::KeyFile => "key_file",
            Self::PrivateKey => "private_key",
            Self::RefreshToken => "refresh_token",
            Self::SelfSignedToken => "self_signed_token",
            Self::Unknown => "unknown",
        }
    }

    const fn what(self) -> &'static str {
        match self {
            Self::AccessToken => {
                "An access token of Google's. It is opaque: Google alone can say whom it speaks \
                 for and until when. Most live for an hour."
            }
            Self::ApiKey => {
                "A Google Cloud API key. It names a project and no user, so it opens no mailbox."
            }
            Self::Assertion => {
                "An assertion of a service account: the token endpoint exchanges it for an access \
                 token. APIs do not take it."
            }
            Self::ClientSecret => {
                "The secret of an OAuth client, for users who consent. It is no service account's \
                 key."
            }
            Self::IdToken => {
                "An ID token of Google's: it says who somebody is. Gmail, Calendar and the like \
                 take access tokens instead."
            }
            Self::Jwt => "A JSON Web Token, but neither a service account's nor Google's.",
            Self::KeyFile => "A key file.",
            Self::PrivateKey => {
                "A private key alone, as it stands in private_key of a key file. The rest of the \
                 file is needed as well: it says whose key this is."
            }
            Self::RefreshToken => {
                "A refresh token of a user who consented. Service accounts have none."
            }
            Self::SelfSignedToken => {
                "A token that a service account signed for an API itself, without any exchange. \
                 It speaks for the service account, not for a user."
            }
            Self::Unknown => "Neither a token nor a key file.",
        }
    }
}
