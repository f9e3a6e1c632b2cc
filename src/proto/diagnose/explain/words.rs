//! What is left of an answer in a log or an exception's text: its sentence, or only its name.

use super::Finding;
use super::own::Own;
use crate::proto::code::Code;
use crate::proto::diagnose::{API, Diagnosis, Mark, TOKEN_ENDPOINT, normalise};
use crate::proto::redact::redact;
use crate::proto::text::{find, replace};

/// A shorter sentence, such as "Bad Request", is everybody's: its error has to be named beside it.
const TELLING: usize = 13;

/// The likeliest meaning of the words in a text.
pub(super) fn find_in(text: &str) -> Option<Finding> {
    // Within quotes of a log, what was in quotes before is escaped.
    let words = normalise(&replace(&replace(text, "\\n", " "), "\\", ""));
    let by_sentence = google(&words, true).or_else(|| google(&words, false));
    by_sentence.or_else(|| match own(text) {
        // edgemint passes on what Google said: its name says more.
        Some(refused @ Finding::Own { own, .. }) if own.code == Code::TokenRefused => {
            name(&words).or(Some(refused))
        }
        found => found.or_else(|| name(&words)),
    })
}

/// The row whose sentence is there, and perhaps the name of its error.
fn google(words: &str, named: bool) -> Option<Finding> {
    let said = |row: &&Diagnosis| {
        let telling = |part: &str| named || part.len() >= TELLING;
        let mut marks = row.marks.iter();
        let sentence = marks.any(|mark| match mark {
            Mark::Any => false,
            Mark::Starts(part) | Mark::Contains(part) => {
                telling(part) && find(words, part).is_some()
            }
        });
        sentence && (!named || has_word(words, &row.error.to_ascii_lowercase()))
    };
    let refused = TOKEN_ENDPOINT
        .iter()
        .find(said)
        .map(Finding::token_endpoint);
    refused.or_else(|| API.iter().find(said).map(Finding::api))
}

fn own(text: &str) -> Option<Finding> {
    let (own, at) = Own::by_message(text)?;
    let message = text.get(at..)?.lines().next()?;
    let message = message.strip_prefix("EdgemintError: ").unwrap_or(message);
    // An exception's text may end in quotes.
    let message = message.trim_end_matches(|c: char| !c.is_ascii_alphanumeric() && c != '.');
    Some(Finding::Own {
        own,
        message: Some(redact(message)),
        remedy: None,
        retry: own.retry,
    })
}

/// A name alone: some clients throw just that.
fn name(words: &str) -> Option<Finding> {
    let errors = TOKEN_ENDPOINT.iter().map(|row| row.error);
    let mut errors = errors.filter(|error| !error.is_empty());
    let google = errors.find(|error| has_word(words, error));
    google.and_then(Finding::of_name).or_else(|| code(words))
}

/// A code of edgemint's: alone, or as Node prints the property of an exception.
fn code(words: &str) -> Option<Finding> {
    let printed = |code: &str| words == code || has_word(words, &["code: ", code].concat());
    let mut codes = Code::ALL.iter().map(|code| code.as_str());
    let code = codes.find(|code| printed(code))?;
    Own::by_code(code).map(Finding::of_code)
}

/// Whether the name stands there, and not as a part of a longer one.
fn has_word(words: &str, name: &str) -> bool {
    let inner = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let mut rest = words;
    while let Some(at) = find(rest, name).filter(|_| !name.is_empty()) {
        let (before, behind) = rest.split_at(at);
        let behind = behind.strip_prefix(name).unwrap_or_default();
        if !before.ends_with(inner) && !behind.starts_with(inner) {
            return true;
        }
        rest = behind;
    }
    false
}
