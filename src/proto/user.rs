//! The subject of an assertion: the user on whose behalf a token is minted.

use super::catalogue::messages;
use alloc::string::String;
use core::fmt;

/// The primary e-mail address of a Workspace user, the assertion's `sub`.
///
/// ASCII, in lower case, with one `@`, safe in an HTTP header; two spellings of one mailbox are
/// one value, and that value is what policy, assertion and cache all see.
///
/// ```
/// use edgemint::UserEmail;
/// let user: UserEmail = "Ada@Example.com".parse()?;
/// assert_eq!(user.as_str(), "ada@example.com");
/// assert_eq!(user.domain(), "example.com");
/// # Ok::<(), edgemint::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UserEmail(String);

/// Why a text is not a user.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum UserProblem {
    /// Nothing, or white space only.
    Blank,
    /// A character that is not allowed in an address, at this byte offset.
    Character {
        /// Bytes before it.
        at: usize,
    },
    /// The word `me`: an API's short form for the subject, not a subject.
    Me,
    /// No `@`, two of them, an empty part, or a domain without a dot.
    NotAnAddress,
    /// Longer than the 254 bytes of RFC 5321, or 64 before the `@`.
    TooLong,
}

impl UserEmail {
    /// The canonical address.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What stands behind the `@`.
    pub fn domain(&self) -> &str {
        self.0.split_once('@').map_or("", |(_, domain)| domain)
    }
}

impl core::str::FromStr for UserEmail {
    type Err = UserProblem;

    fn from_str(text: &str) -> Result<Self, UserProblem> {
        let text = text.trim_matches(' ');
        match problem(text) {
            Some(problem) => Err(problem),
            None => Ok(Self(text.to_ascii_lowercase())),
        }
    }
}

impl fmt::Display for UserEmail {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for UserProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Blank => f.write_str(messages::USER_BLANK.text),
            Self::Character { at } => messages::USER_CHARACTER.with(&[at]).fmt(f),
            Self::Me => f.write_str(messages::USER_ME.text),
            Self::NotAnAddress => f.write_str(messages::USER_NOT_AN_ADDRESS.text),
            Self::TooLong => f.write_str(messages::USER_TOO_LONG.text),
        }
    }
}

impl core::error::Error for UserProblem {}

fn problem(text: &str) -> Option<UserProblem> {
    if text.trim_ascii().is_empty() {
        return Some(UserProblem::Blank);
    }
    if text.eq_ignore_ascii_case("me") {
        return Some(UserProblem::Me);
    }
    if text.len() > 254 {
        return Some(UserProblem::TooLong);
    }
    if let Some(at) = text.find(|c: char| c != '@' && !is_atom(c) && c != '.') {
        return Some(UserProblem::Character { at });
    }
    let Some((local, domain)) = text.split_once('@') else {
        return Some(UserProblem::NotAnAddress);
    };
    if local.len() > 64 {
        return Some(UserProblem::TooLong);
    }
    let dotted = |part: &str| part.split('.').all(|atom| !atom.is_empty());
    if !dotted(local) || local.contains('@') || !is_domain(domain) {
        return Some(UserProblem::NotAnAddress);
    }
    None
}

/// What Workspace allows in a user name, and `+`. Narrower than RFC 5322 on purpose: `*` would read
/// as a pattern, and the rest has no mailbox behind it.
fn is_atom(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '\'' | '+' | '-' | '_')
}

/// A DNS name of at least two labels.
pub(crate) fn is_domain(domain: &str) -> bool {
    domain.contains('.') && domain.split('.').all(is_label)
}

/// Letters, digits and inner hyphens.
pub(crate) fn is_label(label: &str) -> bool {
    (1..=63).contains(&label.len())
        && label
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b == b'-')
        && !label.starts_with('-')
        && !label.ends_with('-')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(text: &str) -> UserProblem {
        match text.parse::<UserEmail>() {
            Err(problem) => problem,
            Ok(user) => panic!("{text:?} gave {user}"),
        }
    }

    #[test]
    fn folds_case_and_outer_blanks() {
        let user: UserEmail = " O'Neil+x@Mail.Example.COM ".parse().unwrap();
        assert_eq!(user.as_str(), "o'neil+x@mail.example.com");
        assert_eq!(user.domain(), "mail.example.com");
    }

    #[test]
    fn refuses_what_is_not_a_mailbox() {
        use UserProblem::*;
        for (text, expected) in [
            ("", Blank),
            (" \t ", Blank),
            ("me", Me),
            ("ME", Me),
            ("ada", NotAnAddress),
            ("@example.com", NotAnAddress),
            ("ada@", NotAnAddress),
            ("ada@example", NotAnAddress),
            ("a@b@example.com", NotAnAddress),
            ("a..b@example.com", NotAnAddress),
            ("ada@-x.com", NotAnAddress),
            ("ada@ex_ample.com", NotAnAddress),
            ("ada@example.com\n", Character { at: 15 }),
            ("ada\r\nX: y@example.com", Character { at: 3 }),
            ("a da@example.com", Character { at: 1 }),
            ("ad\u{430}@example.com", Character { at: 2 }),
            ("\"ada\"@example.com", Character { at: 0 }),
            ("*@example.com", Character { at: 0 }),
            ("ada@example.com,b@example.com", Character { at: 15 }),
        ] {
            assert_eq!(refused(text), expected, "{text:?}");
        }
        assert_eq!(refused(&format!("{}@example.com", "a".repeat(65))), TooLong);
        assert_eq!(refused(&format!("a@{}.com", "b".repeat(300))), TooLong);
    }
}
