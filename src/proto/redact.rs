//! Text from outside, made fit for an error: short, on one line, without anything that opens
//! something.

use super::text::find;
use alloc::string::String;

/// How much of an upstream text is passed on, in characters.
const MAX_CHARS: usize = 300;

/// What a Google access token, a JSON Web Token or a PEM block begins with.
const SECRET_STARTS: [&str; 4] = ["ya29.", "eyJ", "1//", "-----BEGIN"];

/// Cuts and redacts `text`: runs that look like tokens, assertions or keys are replaced, control
/// characters become blanks, and what is longer than 300 characters is cut.
pub fn redact(text: &str) -> String {
    // Nothing behind this can come into the result; an honest text is far shorter.
    let cut = text
        .char_indices()
        .nth(4 * MAX_CHARS)
        .and_then(|(at, _)| text.get(..at))
        .unwrap_or(text);
    let mut out = String::new();
    let mut rest = cut;
    while let Some((before, after)) = split_at_secret(rest) {
        out.push_str(before);
        out.push_str("[redacted]");
        rest = after;
    }
    out.push_str(rest);
    tidy(&out)
}

/// Splits around the first run that looks like a secret.
fn split_at_secret(text: &str) -> Option<(&str, &str)> {
    let start = SECRET_STARTS
        .iter()
        .filter_map(|mark| find(text, mark))
        .min()?;
    let (before, secret) = text.split_at_checked(start)?;
    if secret.starts_with("-----BEGIN") {
        // Nothing after a PEM header can be trusted to be harmless.
        return Some((before, ""));
    }
    Some((before, secret.trim_start_matches(is_token_char)))
}

fn is_token_char(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | '/' | '+' | '=' | '~')
}

fn tidy(text: &str) -> String {
    let mut out: String = text
        .chars()
        .map(|c| if moves(c) { ' ' } else { c })
        .take(MAX_CHARS)
        .collect();
    if text.chars().count() > MAX_CHARS {
        out.push('…');
    }
    out
}

/// Whether it moves a cursor, or turns the text behind it around.
fn moves(c: char) -> bool {
    c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::redact;

    #[test]
    fn hides_what_opens_something() {
        for (text, expected) in [
            ("plain words", "plain words"),
            ("token ya29.a0Af_-xyz rejected", "token [redacted] rejected"),
            (
                "\"eyJhbGciOi.eyJpc3Mi.c2ln\" is bad",
                "\"[redacted]\" is bad",
            ),
            ("a ya29.one b eyJtwo c", "a [redacted] b [redacted] c"),
            ("key -----BEGIN PRIVATE KEY-----\nMIIE", "key [redacted]"),
            ("line\r\nbreak\u{0}", "line  break "),
            ("a\u{1b}[2J \u{9b}b \u{202e}c", "a [2J  b  c"),
        ] {
            assert_eq!(redact(text), expected);
        }
    }

    #[test]
    fn cuts_long_text() {
        let cut = redact(&"ä".repeat(1_000));
        assert_eq!(cut.chars().count(), 301);
        assert!(cut.ends_with('…'));
    }
}
