//! From an error as a person has it (an answer's JSON, a line of a log, the text of an exception) to
//! what is likely wrong, the remedy and the steps, with the facts put in.

mod answers;
mod context;
mod finding;
mod json;
mod likely;
mod steps;
mod words;

pub use context::Token;
pub use finding::{Explanation, Likely, Origin, Paste};
pub(crate) use likely::is_consumer;

use crate::proto::diagnose::RowId;
use crate::proto::scope::ScopeSet;
use crate::proto::text::split_once;
use alloc::borrow::ToOwned;
use finding::Finding;

/// A text longer than this is cut: nobody pastes as much on purpose.
const MAX_BYTES: usize = 64 * 1024;

/// Explains an error answer, or a text that holds one or its sentence. `None` where it is not known.
pub fn explain(text: &str, token: &Token) -> Option<Explanation> {
    let text = cut(text);
    let found = answers::find_in(text).or_else(|| words::find_in(text))?;
    Some(found.explain(&learn(text, token)))
}

/// Explains an API's answer. Where its words are not known, a 401 and a 429 still say something.
pub fn explain_api(status: u16, body: &str, token: &Token) -> Option<Explanation> {
    explain(body, token).or_else(|| {
        let row = answers::api_row(match status {
            401 => RowId::BadCredential,
            429 => RowId::Rate,
            _ => return None,
        })?;
        Some(Finding::api(row).explain(token))
    })
}

fn cut(text: &str) -> &str {
    let end = text.floor_char_boundary(MAX_BYTES);
    text.get(..end).unwrap_or_default()
}

/// A remedy of edgemint's own in the text names the client ID and the scopes already.
fn learn(text: &str, token: &Token) -> Token {
    let mut token = token.clone();
    let facts = &mut token.facts;
    let named = split_once(text, "add client ID ");
    if let Some((_, rest)) = named.filter(|_| facts.client_id.is_none()) {
        let is_inner = |c: char| c.is_ascii_digit();
        let end = rest.find(|c| !is_inner(c)).unwrap_or(rest.len());
        facts.client_id = rest
            .get(..end)
            .filter(|id| !id.is_empty())
            .map(str::to_owned);
    }
    let named = split_once(text, "exactly these scopes: ");
    if let Some((_, rest)) = named.filter(|_| facts.scopes.is_empty()) {
        let list = split_once(rest, ". ").map_or("", |(list, _)| list);
        facts.scopes = ScopeSet::from_list([list])
            .map(|scopes| scopes.iter().map(str::to_owned).collect())
            .unwrap_or_default();
    }
    token
}
