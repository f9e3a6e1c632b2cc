//! Rust source as a list of the tokens that paths are made of. Comments and literals are left out.

use core::iter::Peekable;
use core::str::Chars;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Token {
    /// An identifier, a keyword or a number.
    Word(String),
    /// `::`
    PathSeparator,
    Other(char),
}

impl Token {
    pub(crate) fn is(&self, word: &str) -> bool {
        matches!(self, Self::Word(found) if found == word)
    }
}

pub(crate) fn tokens(source: &str) -> Vec<Token> {
    let mut chars = source.chars().peekable();
    let mut tokens = Vec::new();
    while let Some(c) = chars.next() {
        match c {
            '/' if chars.peek() == Some(&'/') => skip_line(&mut chars),
            '/' if chars.peek() == Some(&'*') => skip_block_comment(&mut chars),
            '"' => skip_string(&mut chars),
            '\'' => skip_character(&mut chars),
            ':' if chars.next_if_eq(&':').is_some() => tokens.push(Token::PathSeparator),
            c if is_word(c) => {
                let word = word(c, &mut chars);
                if !skip_raw(&word, &mut chars) {
                    tokens.push(Token::Word(word));
                }
            }
            c if c.is_whitespace() => {}
            c => tokens.push(Token::Other(c)),
        }
    }
    tokens
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

fn word(first: char, chars: &mut Peekable<Chars<'_>>) -> String {
    let mut word = String::from(first);
    while let Some(c) = chars.next_if(|c| is_word(*c)) {
        word.push(c);
    }
    word
}

fn skip_line(chars: &mut Peekable<Chars<'_>>) {
    while chars.next_if(|c| *c != '\n').is_some() {}
}

/// Block comments nest.
fn skip_block_comment(chars: &mut Peekable<Chars<'_>>) {
    chars.next();
    let mut depth = 1;
    while depth > 0 {
        match chars.next() {
            Some('*') if chars.next_if_eq(&'/').is_some() => depth -= 1,
            Some('/') if chars.next_if_eq(&'*').is_some() => depth += 1,
            Some(_) => {}
            None => return,
        }
    }
}

fn skip_string(chars: &mut Peekable<Chars<'_>>) {
    while let Some(c) = chars.next() {
        match c {
            '"' => return,
            '\\' => drop(chars.next()),
            _ => {}
        }
    }
}

/// A character literal is skipped; of a lifetime, the quote.
fn skip_character(chars: &mut Peekable<Chars<'_>>) {
    let mut ahead = chars.clone();
    match (ahead.next(), ahead.next()) {
        (Some('\\'), _) => {
            chars.nth(1);
            while chars.next_if(|c| *c != '\'').is_some() {}
            chars.next();
        }
        (Some(_), Some('\'')) => drop(chars.nth(1)),
        _ => {}
    }
}

/// Skips a raw string whose prefix has been read; a raw identifier loses its `r#` only.
fn skip_raw(prefix: &str, chars: &mut Peekable<Chars<'_>>) -> bool {
    if !matches!(prefix, "r" | "br" | "cr") {
        return false;
    }
    let mut ahead = chars.clone();
    let mut hashes = 0;
    while ahead.next_if_eq(&'#').is_some() {
        hashes += 1;
    }
    if ahead.peek() != Some(&'"') {
        if hashes == 1 {
            chars.next();
        }
        return hashes == 1;
    }
    let end = format!("\"{}", "#".repeat(hashes));
    let rest: String = ahead.skip(1).collect();
    let length = rest.find(&end).map_or(rest.len(), |at| at + end.len());
    let skipped = hashes + 1 + rest.get(..length).map_or(0, |raw| raw.chars().count());
    chars.nth(skipped - 1);
    true
}
