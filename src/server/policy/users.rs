//! Which users a caller may ask for.

use crate::proto::user::{UserEmail, UserProblem, is_domain};
use core::fmt;

/// One user, or all of a domain; subdomains are other domains.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::server) enum UserRule {
    Exactly(UserEmail),
    Domain(String),
}

impl UserRule {
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        if text.trim() != text {
            return Err("has blanks around it".into());
        }
        let Some(domain) = text.strip_prefix("*@") else {
            return text
                .parse()
                .map(Self::Exactly)
                .map_err(|problem: UserProblem| problem.to_string());
        };
        if !is_domain(domain) {
            return Err("should be an address or *@domain".into());
        }
        Ok(Self::Domain(domain.to_ascii_lowercase()))
    }

    pub(super) fn allows(&self, user: &UserEmail) -> bool {
        match self {
            Self::Exactly(allowed) => allowed == user,
            Self::Domain(domain) => domain == user.domain(),
        }
    }
}

/// As it stands in a policy.
impl fmt::Display for UserRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Exactly(user) => user.fmt(f),
            Self::Domain(domain) => write!(f, "*@{domain}"),
        }
    }
}
