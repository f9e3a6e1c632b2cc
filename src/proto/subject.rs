//! Whom a token speaks for.

use super::user::UserEmail;

/// Whom a token speaks for. Said outright: a user who was left out by mistake is no reason to speak
/// for the service account.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Subject {
    /// The service account itself: the assertion has no `sub`. It has no mailbox, and sees only what
    /// was shared with it.
    ServiceAccount,
    /// A user of the domain: the assertion's `sub`.
    User(UserEmail),
}

impl Subject {
    /// The user, where it is one.
    pub const fn user(&self) -> Option<&UserEmail> {
        match self {
            Self::ServiceAccount => None,
            Self::User(user) => Some(user),
        }
    }
}

impl From<UserEmail> for Subject {
    fn from(user: UserEmail) -> Self {
        Self::User(user)
    }
}
