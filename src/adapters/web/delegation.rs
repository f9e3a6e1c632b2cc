use crate::proto::error::Error;
use crate::proto::scope::{ScopeProblem, ScopeSet};
use crate::proto::subject::Subject;
use crate::proto::user::{UserEmail, UserProblem};
use crate::proto::wanted::Delegation;
use alloc::vec::Vec;
use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue};

/// What a JavaScript caller asks for.
///
/// # Errors
/// [`Error::InvalidUser`] or [`Error::InvalidScope`].
pub fn delegation(user: &JsValue, scopes: &JsValue) -> Result<Delegation, Error> {
    Ok(Delegation {
        subject: subject(user)?,
        scopes: scope_set(scopes)?,
    })
}

/// Whom a token speaks for. The user `null`, and nothing else that is no user, is the service
/// account itself.
///
/// # Errors
/// As [`user`].
pub fn subject(user: &JsValue) -> Result<Subject, UserProblem> {
    Ok(match user.is_null() {
        true => Subject::ServiceAccount,
        false => Subject::User(self::user(user)?),
    })
}

/// The user that a JavaScript caller names.
///
/// # Errors
/// Where it is no text, or not that of a user.
pub fn user(user: &JsValue) -> Result<UserEmail, UserProblem> {
    user.as_string().ok_or(UserProblem::NotAnAddress)?.parse()
}

/// One string, or an array of strings.
///
/// # Errors
/// Where they are no scopes.
pub fn scope_set(scopes: &JsValue) -> Result<ScopeSet, ScopeProblem> {
    if let Some(text) = scopes.as_string() {
        return text.parse();
    }
    let Some(array) = scopes.dyn_ref::<Array>() else {
        return Err(ScopeProblem::Empty);
    };
    let item = |(index, item): (usize, JsValue)| {
        item.as_string().ok_or(ScopeProblem::Malformed {
            position: index.saturating_add(1),
        })
    };
    let items: Result<Vec<_>, _> = array.iter().enumerate().map(item).collect();
    ScopeSet::from_list(items?)
}
