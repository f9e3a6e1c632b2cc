//! From what Google answered to what is wrong and what to do about it.
//!
//! Rows are matched by the error's name and the beginning of its description, never by the HTTP
//! status: Google's statuses vary where its words do not.

mod row_id;
mod table;

use super::json;
use super::text::{find, replace};
use alloc::borrow::ToOwned;
use alloc::string::String;
use alloc::vec::Vec;

pub use row_id::RowId;
pub(crate) use table::DELEGATE;
pub use table::{API, TOKEN_ENDPOINT};

/// Where a statement about Google's behaviour comes from: how sure a diagnosis is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Evidence {
    /// Google's documentation says so.
    Documented,
    /// Seen at the live endpoint by a third party.
    Measured,
    /// Users report it.
    Reported,
}

impl Evidence {
    /// The word for it, in lower case.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Documented => "documented",
            Self::Measured => "measured",
            Self::Reported => "reported",
        }
    }
}

/// One known answer: its likely cause and its remedy.
///
/// A remedy may name `{client_id}`, `{scopes}` and `{user}`; [`Facts::fill`] puts them in.
#[derive(Debug, PartialEq, Eq)]
pub struct Diagnosis {
    /// A stable name for the row.
    pub id: RowId,
    /// What is most likely wrong: a sentence.
    pub cause: &'static str,
    /// What to do: a sentence.
    pub remedy: &'static str,
    /// Whether the same request may succeed a little later.
    pub retry: bool,
    /// How sure this is.
    pub evidence: Evidence,
    /// The `error` of an OAuth answer, or the `status` of an API's.
    pub(crate) error: &'static str,
    /// What the description holds, in normal form; one is enough.
    pub(crate) marks: &'static [Mark],
}

#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Mark {
    /// Whatever it holds, where the error is named.
    Any,
    Starts(&'static str),
    Contains(&'static str),
}

/// What a remedy may name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// The service account's numeric client ID.
    pub client_id: Option<String>,
    /// The scopes asked for, each by its full name.
    pub scopes: Vec<String>,
    /// The subject.
    pub user: Option<String>,
}

impl Facts {
    /// Puts the facts into a remedy's places; what is not known is said in words.
    pub fn fill(&self, remedy: &str) -> String {
        let client_id = self.client_id.as_deref();
        let client_id = client_id.unwrap_or("(the client_id in the key file)");
        let user = self.user.as_deref().unwrap_or("the user");
        let filled = replace(remedy, "{client_id}", client_id);
        let filled = replace(&filled, "{scopes}", &self.scopes.join(","));
        replace(&filled, "{user}", user)
    }
}

/// Looks an OAuth error answer of the token endpoint up (RFC 6749, section 5.2).
pub fn token_endpoint(error: &str, description: &str) -> Option<&'static Diagnosis> {
    look_up(TOKEN_ENDPOINT, Some(error), description)
}

/// What an error of the token endpoint means where its description says nothing: the rows that are
/// surest, the likeliest first. A token without a subject has no user to be wrong.
pub fn likely_rows(error: &str, has_subject: bool) -> Vec<&'static Diagnosis> {
    let of_error = || TOKEN_ENDPOINT.iter().filter(|row| row.error == error);
    let evidence = [Evidence::Documented, Evidence::Measured, Evidence::Reported];
    let mut sure = evidence.into_iter();
    let surest = sure.find(|sure| of_error().any(|row| row.evidence == *sure));
    of_error()
        .filter(|row| Some(row.evidence) == surest)
        .filter(|row| has_subject || find(row.remedy, "{user}").is_none())
        .collect()
}

/// Looks an API's error up by `error.status` and `error.message` of its answer. Without a status
/// (old APIs leave it out) the message alone decides.
pub fn api(status: Option<&str>, message: &str) -> Option<&'static Diagnosis> {
    look_up(API, status, message)
}

/// Looks the body of an API's error answer up, as Google's APIs write them:
/// `{"error": {"status", "message"}}`.
pub fn api_answer(body: &str) -> Option<&'static Diagnosis> {
    let [error] = json::members(body, &["error"]).ok()?;
    let [status, message] = json::members(error?, &["status", "message"]).ok()?;
    let status = status.and_then(json::unquoted);
    api(status.as_deref(), &message.and_then(json::unquoted)?)
}

fn look_up(
    table: &'static [Diagnosis],
    error: Option<&str>,
    description: &str,
) -> Option<&'static Diagnosis> {
    let text = normalise(description);
    let matches = |mark: &Mark| match mark {
        Mark::Any => error.is_some(),
        Mark::Starts(prefix) => text.starts_with(prefix),
        Mark::Contains(part) => find(&text, part).is_some(),
    };
    table
        .iter()
        .find(|row| error.is_none_or(|error| row.error == error) && row.marks.iter().any(matches))
}

/// Google varies case, quotes and HTML entities in one and the same text.
pub(crate) fn normalise(text: &str) -> String {
    let mut text = text.to_ascii_lowercase();
    for (entity, character) in [("&quot;", ""), ("&#39;", ""), ("&amp;", "&")] {
        text = replace(&text, entity, character);
    }
    text.retain(|c| !matches!(c, '"' | '\''));
    text.trim_ascii().trim_end_matches('.').to_owned()
}

/// The diagnosis of a 200 that carries an ID token and no access token.
pub fn id_token_instead() -> Option<&'static Diagnosis> {
    TOKEN_ENDPOINT
        .iter()
        .find(|row| row.id == RowId::IdTokenInstead)
}
