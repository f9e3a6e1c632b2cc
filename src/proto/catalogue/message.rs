//! A sentence with places for facts, and what is true of it.

use super::code::{Code, Retry};
use crate::proto::text::find;
use alloc::vec::Vec;
use core::fmt;

/// What is said when something is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Message {
    /// Its code.
    pub code: Code,
    /// The sentence. Places for facts are in braces, by name: `{field}`.
    pub text: &'static str,
    /// What to do about it. It may have the same places.
    pub remedy: &'static str,
    /// Whether to try again.
    pub retry: Retry,
}

impl Message {
    /// The sentence with `facts` in its places, in their order.
    pub fn with<'a>(&'a self, facts: &'a [&'a dyn fmt::Display]) -> impl fmt::Display + 'a {
        Filled {
            text: self.text,
            facts,
        }
    }

    /// Where the sentence stands in `text`, on one line and whatever its facts are.
    pub fn find_in<'t>(&self, text: &'t str) -> Option<Found<'t>> {
        let mut parts = parts(self.text);
        let (first, _) = parts.next()?;
        let at = find(text, first.trim_end_matches(ends))?;
        let line = text.get(at..)?.lines().next()?;
        let line = line.trim_end_matches(|c| c != '.' && ends(c));
        let (mut rest, mut length) = (line.get(first.len()..).unwrap_or_default(), first.len());
        let mut facts = Vec::new();
        for (part, place) in parts {
            let part = match place {
                Some(_) => part,
                None => part.trim_end_matches(ends),
            };
            let end = match part {
                "" => rest.len(),
                part => find(rest, part)?,
            };
            facts.push(rest.get(..end)?.trim_end_matches('.'));
            rest = rest.get(end.checked_add(part.len())?..)?;
            length = length.checked_add(part.len())?;
        }
        Some(Found {
            at,
            line,
            length,
            facts,
        })
    }

    /// The names of its places.
    pub fn places(&self) -> impl Iterator<Item = &'static str> {
        parts(self.text).filter_map(|(_, place)| place)
    }
}

/// What may stand behind a sentence in a log or in an exception's text, or be left out there.
const fn ends(c: char) -> bool {
    matches!(
        c,
        '"' | '\'' | '`' | '\\' | ')' | ']' | '}' | ',' | ';' | ' ' | '.'
    )
}

/// A message that was found in a text.
pub struct Found<'t> {
    /// Where it begins.
    pub at: usize,
    /// From there to the end of the line.
    pub line: &'t str,
    /// How many bytes of it are the sentence's own.
    pub length: usize,
    /// What stands in its places.
    pub facts: Vec<&'t str>,
}

struct Filled<'a> {
    text: &'static str,
    facts: &'a [&'a dyn fmt::Display],
}

impl fmt::Display for Filled<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut facts = self.facts.iter();
        for (part, place) in parts(self.text) {
            f.write_str(part)?;
            if let Some(fact) = place.and_then(|_| facts.next()) {
                fact.fmt(f)?;
            }
        }
        Ok(())
    }
}

/// Each piece of a sentence, and the name of the place behind it.
fn parts(text: &'static str) -> impl Iterator<Item = (&'static str, Option<&'static str>)> {
    text.split('}').map(|piece| match piece.split_once('{') {
        Some((part, place)) => (part, Some(place)),
        None => (piece, None),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const MESSAGE: Message = Message {
        code: Code::InvalidOption,
        text: "The option {name} is not {expected}.",
        remedy: "",
        retry: Retry::Never,
    };

    #[test]
    fn facts_are_put_in_and_found_again() {
        let text = MESSAGE.with(&[&"cache", &7]).to_string();
        assert_eq!(text, "The option cache is not 7.");
        let log = format!("Error: {text}\n  at x");
        let found = MESSAGE.find_in(&log).unwrap();
        assert_eq!((found.at, found.facts), (7, vec!["cache", "7"]));
        assert!(MESSAGE.places().eq(["name", "expected"]));
        assert!(MESSAGE.find_in("The option\nx is not y").is_none());
        assert!(MESSAGE.find_in("The option x").is_none());
    }
}
