//! What is left of an answer in a log or an exception's text: its sentence, or only its name.

use super::finding::{Finding, Own};
use crate::proto::catalogue::{Code, Found, MESSAGES, Message, Retry};
use crate::proto::diagnose::{API, Diagnosis, Mark, TOKEN_ENDPOINT, normalise};
use crate::proto::redact::redact;
use crate::proto::text::{find, replace};
use alloc::borrow::ToOwned;
use alloc::string::String;
use core::cmp::Reverse;

/// A shorter sentence, such as "Bad Request", is everybody's: its error has to be named beside it.
const TELLING: usize = 13;

/// The likeliest meaning of the words in a text.
pub(super) fn find_in(text: &str) -> Option<Finding> {
    // Within quotes of a log, what was in quotes before is escaped.
    let words = normalise(&replace(&replace(text, "\\n", " "), "\\", ""));
    let by_sentence = google(&words, true).or_else(|| google(&words, false));
    let own = own(text).or_else(|| own(&replace(text, "\\\"", "\"")));
    by_sentence.or_else(|| match own {
        // edgemint passes on what Google said: its name says more.
        Some(Finding::Own(own)) if own.code == Code::TokenRefused => {
            name(&words).or(Some(Finding::Own(own)))
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

/// The first of edgemint's own sentences, and of those that begin there the one that says most.
fn own(text: &str) -> Option<Finding> {
    let found = MESSAGES
        .iter()
        .filter_map(|message| Some((message, message.find_in(text)?)));
    let (message, found) = found.min_by_key(|(_, found)| (found.at, Reverse(found.length)))?;
    Some(Finding::Own(Own {
        code: message.code,
        message: Some(redact(found.line)),
        remedy: Some(remedy(message, &found)),
        retry: message.retry != Retry::Never,
    }))
}

fn remedy(message: &Message, found: &Found<'_>) -> String {
    let mut remedy = message.remedy.to_owned();
    for (place, fact) in message.places().zip(&found.facts) {
        remedy = replace(&remedy, &["{", place, "}"].concat(), &redact(fact));
    }
    remedy
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
    Finding::of_code(codes.find(|code| printed(code))?)
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
