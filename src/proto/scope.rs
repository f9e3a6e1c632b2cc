//! Which powers a token is asked for.

use super::catalogue::messages;
use alloc::borrow::ToOwned;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

const GOOGLE_PREFIX: &str = "https://www.googleapis.com/auth/";
/// OpenID Connect's own scopes, which have no URL form (OpenID Connect Core, section 5.4).
const OPENID_SCOPES: [&str; 3] = ["email", "openid", "profile"];
const MAX_COUNT: usize = 50;
const MAX_BYTES: usize = 8 * 1024;

/// A set of OAuth scopes in canonical form: full names, sorted, each once.
///
/// Google's short names are expanded; full URLs and `openid`, `email`, `profile` stay.
///
/// ```
/// use edgemint::ScopeSet;
/// let scopes: ScopeSet = "gmail.readonly, openid gmail.readonly".parse()?;
/// assert_eq!(scopes.to_string(), "https://www.googleapis.com/auth/gmail.readonly openid");
/// # Ok::<(), edgemint::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ScopeSet(Vec<String>);

/// Why a text is not a scope.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ScopeProblem {
    /// No scope at all.
    Empty,
    /// Neither a full URL, nor a short name, nor one of OpenID's.
    Malformed {
        /// Which of the scopes given, counted from 1.
        position: usize,
    },
    /// More than 50 scopes, or more than 8 KiB of them.
    TooMany,
}

impl ScopeSet {
    /// From a list, each item of which may itself hold several scopes.
    ///
    /// # Errors
    /// Where a scope is malformed, there is none, or there are too many.
    pub fn from_list<I>(items: I) -> Result<Self, ScopeProblem>
    where
        I: IntoIterator,
        I::Item: AsRef<str>,
    {
        let mut scopes = Vec::new();
        let (mut position, mut bytes) = (0_usize, 0_usize);
        for item in items {
            for name in item
                .as_ref()
                .split(is_separator)
                .filter(|name| !name.is_empty())
            {
                position = position.saturating_add(1);
                let scope = expand(name).ok_or(ScopeProblem::Malformed { position })?;
                bytes = bytes.saturating_add(scope.len());
                if position > MAX_COUNT || bytes > MAX_BYTES {
                    return Err(ScopeProblem::TooMany);
                }
                // In their order from the start, each once.
                if let Err(at) = scopes.binary_search(&scope) {
                    scopes.insert(at, scope);
                }
            }
        }
        if scopes.is_empty() {
            return Err(ScopeProblem::Empty);
        }
        Ok(Self(scopes))
    }

    /// The scopes, sorted.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }

    /// Whether every scope of `other` is among these.
    pub fn contains_all(&self, other: &Self) -> bool {
        other
            .0
            .iter()
            .all(|scope| self.0.binary_search(scope).is_ok())
    }
}

impl core::str::FromStr for ScopeSet {
    type Err = ScopeProblem;

    fn from_str(text: &str) -> Result<Self, ScopeProblem> {
        Self::from_list([text])
    }
}

impl core::error::Error for ScopeProblem {}

/// The wire form: joined by one blank (RFC 6749, section 3.3).
impl fmt::Display for ScopeSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.join(" "))
    }
}

impl fmt::Display for ScopeProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str(messages::SCOPE_EMPTY.text),
            Self::Malformed { position } => messages::SCOPE_MALFORMED.with(&[position]).fmt(f),
            Self::TooMany => f.write_str(messages::SCOPES_TOO_MANY.text),
        }
    }
}

fn is_separator(c: char) -> bool {
    c == ',' || matches!(c, ' ' | '\t' | '\r' | '\n')
}

fn expand(name: &str) -> Option<String> {
    if !name.bytes().all(is_scope_byte) {
        return None;
    }
    if OPENID_SCOPES.contains(&name) || is_url(name) {
        return Some(name.to_owned());
    }
    is_short_name(name).then(|| format!("{GOOGLE_PREFIX}{name}"))
}

/// `scope-token` of RFC 6749, section 3.3.
fn is_scope_byte(b: u8) -> bool {
    matches!(b, 0x21 | 0x23..=0x5b | 0x5d..=0x7e)
}

/// Some of Google's older scopes are `http:` URLs; a scope is a name and is never fetched.
fn is_url(name: &str) -> bool {
    let rest = name
        .strip_prefix("https://")
        .or_else(|| name.strip_prefix("http://"));
    rest.is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_alphanumeric()))
}

fn is_short_name(name: &str) -> bool {
    let allowed = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b"._-".contains(&b);
    name.starts_with(|c: char| c.is_ascii_lowercase())
        && !name.ends_with('.')
        && name.bytes().all(allowed)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wire(text: &str) -> String {
        text.parse::<ScopeSet>().unwrap().to_string()
    }

    #[test]
    fn one_canonical_form() {
        let expected = "https://www.googleapis.com/auth/calendar \
                        https://www.googleapis.com/auth/gmail.readonly openid";
        for text in [
            "gmail.readonly calendar openid",
            "openid,calendar,,gmail.readonly",
            "\n openid\tgmail.readonly  calendar gmail.readonly ",
            "https://www.googleapis.com/auth/calendar,openid gmail.readonly",
        ] {
            assert_eq!(wire(text), expected);
        }
        let list = ScopeSet::from_list(["calendar openid", "gmail.readonly"]).unwrap();
        assert_eq!(list.to_string(), expected);
    }

    #[test]
    fn full_names_stay() {
        for name in [
            "https://mail.google.com/",
            "http://www.google.com/m8/feeds/",
            "email",
        ] {
            assert_eq!(wire(name), name);
        }
    }

    #[test]
    fn refuses_what_is_not_a_scope() {
        use ScopeProblem::*;
        for (text, expected) in [
            ("", Empty),
            (" ,, \n", Empty),
            ("Gmail", Malformed { position: 1 }),
            ("openid gmail/readonly", Malformed { position: 2 }),
            ("ftp://example.com/x", Malformed { position: 1 }),
            ("https://", Malformed { position: 1 }),
            ("gmail.", Malformed { position: 1 }),
            ("gmail\u{a0}readonly", Malformed { position: 1 }),
            ("gm\u{430}il", Malformed { position: 1 }),
            ("https://a/\"b", Malformed { position: 1 }),
        ] {
            assert_eq!(text.parse::<ScopeSet>(), Err(expected), "{text:?}");
        }
        let many = (0..51).map(|n| format!("s{n}")).collect::<Vec<_>>();
        assert_eq!(ScopeSet::from_list(many), Err(TooMany));
        let long = format!("https://a/{}", "x".repeat(9_000));
        assert_eq!(long.parse::<ScopeSet>(), Err(TooMany));
    }

    #[test]
    fn contains_all_is_a_subset_test() {
        let all: ScopeSet = "calendar gmail.readonly openid".parse().unwrap();
        assert!(all.contains_all(&"gmail.readonly".parse().unwrap()));
        assert!(!all.contains_all(&"gmail.readonly gmail.send".parse().unwrap()));
    }
}
