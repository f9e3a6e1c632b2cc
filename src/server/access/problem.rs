//! Why somebody who came through Access is not let in: for the operator's log. The caller learns
//! `unauthenticated`, whichever it is.

use core::fmt;

/// Why a token names nobody. What is quoted of a token is cut and redacted.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum AccessProblem {
    /// The header's `alg` is not `RS256`.
    Algorithm {
        /// What it is.
        found: String,
    },
    /// The token is for another application of the team.
    Audience,
    /// The header demands an extension (`crit`), and none is understood here.
    Critical,
    /// The `email` is no address.
    Email {
        /// Why not.
        problem: String,
    },
    /// The token's time is over.
    Expired {
        /// Its `exp`.
        exp: u64,
    },
    /// The token is from another team.
    Issuer {
        /// Its `iss`.
        found: String,
    },
    /// The team's keys could not be had.
    KeysUnavailable(KeysProblem),
    /// A part of the token is not what it should be.
    Malformed {
        /// Which.
        part: Part,
        /// How.
        problem: String,
    },
    /// There is neither an `email` nor a `common_name`.
    Nameless,
    /// The token is not valid yet, or was issued in the future.
    NotYetValid {
        /// The later of its `nbf` and `iat`.
        from: u64,
    },
    /// The `common_name` is blank, or could be taken for the address of a person.
    ServiceName,
    /// The signature is not that of the key.
    Signature,
    /// The token is longer than any honest one.
    TooLong {
        /// How long it is.
        bytes: usize,
    },
    /// No key of the team has this name.
    UnknownKey {
        /// The header's `kid`.
        kid: String,
    },
}

/// A part of a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The first: how it is signed.
    Header,
    /// The second: whom it names.
    Claims,
    /// The third.
    Signature,
}

/// Why a team's keys could not be had.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum KeysProblem {
    /// Two keys have this name.
    Ambiguous {
        /// Their `kid`.
        kid: String,
    },
    /// None of the keys signs RS256.
    Empty,
    /// The answer is not a set of keys.
    Malformed {
        /// How.
        problem: String,
    },
    /// No whole answer came.
    NoResponse,
    /// The answer has another status than 200.
    Status(u16),
    /// The answer is longer than any honest one.
    TooLong,
}

impl fmt::Display for AccessProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Algorithm { found } => {
                write!(f, "The Access token is signed with {found}, not RS256.")
            }
            Self::Audience => {
                f.write_str("The Access token is for another application than this one.")
            }
            Self::Critical => f.write_str("The Access token demands an extension."),
            Self::Email { problem } => {
                write!(f, "The email of the Access token is no address. {problem}")
            }
            Self::Expired { exp } => write!(f, "The Access token expired at {exp}."),
            Self::Issuer { found } => write!(f, "The Access token is from {found}."),
            Self::KeysUnavailable(problem) => {
                write!(
                    f,
                    "The keys of the Access team could not be had: {problem}."
                )
            }
            Self::Malformed { part, problem } => {
                write!(f, "The {part} of the Access token is malformed: {problem}.")
            }
            Self::Nameless => f.write_str("The Access token has no email and no common_name."),
            Self::NotYetValid { from } => write!(f, "The Access token is valid from {from} on."),
            Self::ServiceName => f.write_str(
                "The common_name of the Access token is blank, or looks like an address.",
            ),
            Self::Signature => f.write_str("The signature of the Access token is wrong."),
            Self::TooLong { bytes } => write!(f, "The Access token has {bytes} bytes."),
            Self::UnknownKey { kid } => {
                write!(
                    f,
                    "The Access team has no key {kid:?}, which the token names."
                )
            }
        }
    }
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Header => "header",
            Self::Claims => "payload",
            Self::Signature => "signature",
        })
    }
}

impl fmt::Display for KeysProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Ambiguous { kid } => write!(f, "two of them are named {kid:?}"),
            Self::Empty => f.write_str("none of them signs RS256"),
            Self::Malformed { problem } => write!(f, "the answer is no set of keys: {problem}"),
            Self::NoResponse => f.write_str("no whole answer came"),
            Self::Status(status) => write!(f, "the answer has status {status}"),
            Self::TooLong => f.write_str("the answer is too long"),
        }
    }
}
