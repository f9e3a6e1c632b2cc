use super::problem::AccessProblem;
use crate::proto::user::{UserEmail, UserProblem};

/// Who came through Access: a person's e-mail address in lower case, or a service token's client id
/// (`common_name`) as it is. Only an address has an `@`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity(String);

impl Identity {
    /// The address in the one spelling that policies have: no other letters than ASCII's, lest one pass
    /// for another.
    pub(super) fn person(email: &str) -> Result<Self, AccessProblem> {
        let user: UserEmail =
            email
                .parse()
                .map_err(|problem: UserProblem| AccessProblem::Email {
                    problem: problem.to_string(),
                })?;
        Ok(Self(user.to_string()))
    }

    /// A service token's client id, or the name in a client's certificate. That may be chosen by whoever
    /// applies for one, so it must not pass for a person.
    pub(super) fn service(name: String) -> Result<Self, AccessProblem> {
        let fits =
            !name.trim().is_empty() && !name.contains('@') && !name.contains(char::is_control);
        fits.then_some(Self(name)).ok_or(AccessProblem::ServiceName)
    }

    /// The text that a policy lists.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}
