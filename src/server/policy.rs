//! Who may have a token, for whom, and for what. Deny by default.

use crate::proto::assertion::Delegation;
use crate::proto::error::Error;
use crate::proto::scope::ScopeSet;
use crate::proto::user::{UserEmail, is_domain};
use core::fmt;
use serde::Deserialize;
use sha2::{Digest, Sha256};
use subtle::{Choice, ConditionallySelectable, ConstantTimeEq};

/// A checked policy: a list of callers, each with what it may ask for.
#[derive(Debug)]
pub struct Policy {
    callers: Vec<Caller>,
}

/// One who may ask, and for what.
#[derive(Debug)]
pub struct Caller {
    name: String,
    secrets: Vec<[u8; 32]>,
    users: Vec<UserRule>,
    scopes: ScopeSet,
}

#[derive(Debug, PartialEq, Eq)]
enum UserRule {
    Exactly(UserEmail),
    Domain(String),
}

/// Which rule is missing. For the operator, not for the caller.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Denial {
    /// No rule allows the user.
    User,
    /// A scope is not among the caller's.
    Scope,
}

/// Where a policy is malformed, and how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyProblem {
    path: String,
    problem: String,
}

impl Denial {
    /// `user` or `scope`.
    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Self::User => "user",
            Self::Scope => "scope",
        }
    }
}

impl Policy {
    /// Reads and checks the JSON of a policy.
    ///
    /// # Errors
    /// Where it is malformed, and how: unknown fields, no callers, a name given twice, a hash that
    /// is none, a user or scope that could never match.
    pub fn from_json(text: &str) -> Result<Self, PolicyProblem> {
        let file: PolicyFile = serde_json::from_str(text)
            .map_err(|error| PolicyProblem::at("", unreadable(&error)))?;
        let mut callers: Vec<Caller> = Vec::new();
        for (index, caller) in file.callers.into_iter().enumerate() {
            let path = format!("callers[{index}]");
            let caller = Caller::check(caller, &path)?;
            let twice = |field| PolicyProblem::at(&format!("{path}.{field}"), "stands there twice");
            if callers.iter().any(|other| other.name == caller.name) {
                return Err(twice("name"));
            }
            if callers
                .iter()
                .any(|other| other.shares_a_secret_with(&caller))
            {
                return Err(twice("secret_sha256"));
            }
            callers.push(caller);
        }
        match callers.is_empty() {
            true => Err(PolicyProblem::at("callers", "lists nobody")),
            false => Ok(Self { callers }),
        }
    }

    /// The caller whose secret this is. Looks at every hash of every caller, in constant time.
    pub fn authenticate(&self, secret: &str) -> Option<&Caller> {
        let digest: [u8; 32] = Sha256::digest(secret.as_bytes()).into();
        let mut found = u32::MAX;
        for (index, caller) in (0..).zip(&self.callers) {
            let any = |seen: Choice, hash: &[u8; 32]| seen | hash.ct_eq(&digest);
            let matches = caller.secrets.iter().fold(Choice::from(0), any);
            found = u32::conditional_select(&found, &index, matches);
        }
        self.callers.get(usize::try_from(found).ok()?)
    }
}

impl Caller {
    /// The caller's name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Whether this caller may have the token.
    ///
    /// # Errors
    /// The rule that is missing.
    pub fn may(&self, delegation: &Delegation) -> Result<(), Denial> {
        if !self.users.iter().any(|rule| rule.allows(&delegation.user)) {
            return Err(Denial::User);
        }
        if !self.scopes.contains_all(&delegation.scopes) {
            return Err(Denial::Scope);
        }
        Ok(())
    }

    fn shares_a_secret_with(&self, other: &Self) -> bool {
        self.secrets.iter().any(|hash| other.secrets.contains(hash))
    }

    fn check(file: CallerFile, path: &str) -> Result<Self, PolicyProblem> {
        let at = |field: &str| format!("{path}.{field}");
        if file.name.is_empty() || !file.name.bytes().all(|b| b.is_ascii_graphic()) {
            return Err(PolicyProblem::at(
                &at("name"),
                "should be visible ASCII without blanks",
            ));
        }
        Ok(Self {
            name: file.name,
            secrets: checked(&file.secret_sha256, &at("secret_sha256"), secret_hash)?,
            users: checked(&file.users, &at("users"), UserRule::parse)?,
            scopes: ScopeSet::from_list(file.scopes)
                .map_err(|error| PolicyProblem::at(&at("scopes"), error))?,
        })
    }
}

impl UserRule {
    fn parse(text: &str) -> Result<Self, String> {
        let Some(domain) = text.strip_prefix("*@") else {
            return text
                .parse()
                .map(Self::Exactly)
                .map_err(|error: Error| error.to_string());
        };
        if !is_domain(domain) {
            return Err("should be an address or *@domain".into());
        }
        Ok(Self::Domain(domain.to_ascii_lowercase()))
    }

    fn allows(&self, user: &UserEmail) -> bool {
        match self {
            Self::Exactly(allowed) => allowed == user,
            Self::Domain(domain) => domain == user.domain(),
        }
    }
}

impl PolicyProblem {
    fn at(path: &str, problem: impl ToString) -> Self {
        Self {
            path: path.into(),
            problem: problem.to_string(),
        }
    }
}

impl fmt::Display for PolicyProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { path, problem } = self;
        if path.is_empty() {
            f.write_str(problem)
        } else {
            write!(f, "{path}: {problem}")
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PolicyFile {
    callers: Vec<CallerFile>,
    /// For editors; not read.
    #[serde(rename = "$schema")]
    _schema: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CallerFile {
    name: String,
    secret_sha256: Vec<String>,
    users: Vec<String>,
    scopes: Vec<String>,
}

/// What serde_json has to say, without quoting: the answer goes to anybody who asks the Worker.
fn unreadable(error: &serde_json::Error) -> String {
    let message = error.to_string();
    let names_a_field = ["missing field", "duplicate field"]
        .iter()
        .any(|m| message.starts_with(m));
    let problem = match message.split(" at line ").next() {
        Some(named) if names_a_field => named,
        _ if message.starts_with("unknown field") => "unknown field",
        _ => "not the JSON of a policy",
    };
    format!(
        "{problem} (line {}, column {})",
        error.line(),
        error.column()
    )
}

/// A list that is not empty, each item checked.
fn checked<T>(
    items: &[String],
    path: &str,
    check: impl Fn(&str) -> Result<T, String>,
) -> Result<Vec<T>, PolicyProblem> {
    if items.is_empty() {
        return Err(PolicyProblem::at(path, "is empty"));
    }
    let item = |(index, item): (usize, &String)| {
        check(item).map_err(|problem| PolicyProblem::at(&format!("{path}[{index}]"), problem))
    };
    items.iter().enumerate().map(item).collect()
}

fn secret_hash(text: &str) -> Result<[u8; 32], String> {
    let digits: Option<Vec<u8>> = text
        .chars()
        .map(|c| u8::try_from(c.to_digit(16)?).ok())
        .collect();
    let bytes = digits.unwrap_or_default();
    let bytes: Vec<u8> = bytes
        .chunks_exact(2)
        .map(|pair| pair.iter().fold(0, |b, d| b << 4 | d))
        .collect();
    match (<[u8; 32]>::try_from(bytes), text.len()) {
        (Ok(hash), 64) => Ok(hash),
        _ => Err("should be a SHA-256 in hexadecimal (64 digits)".into()),
    }
}

#[cfg(test)]
mod tests;
