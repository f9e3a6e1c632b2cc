//! Text from outside, made fit for an error: short, on one line, without anything that opens
//! something.

mod decode;
mod secrets;

use alloc::string::String;
use decode::{decoded, is_invisible};
use secrets::without_secrets;

/// How much of an upstream text is passed on, in characters.
const MAX_CHARS: usize = 300;

/// Cuts and redacts `text`: what looks like a token, an assertion or a key is replaced, also where
/// it is percent-encoded, escaped or cut, then the rest is shown decoded; characters that move a
/// cursor, turn text around or are not seen become blanks; what is longer than 300 characters is
/// cut.
pub fn redact(text: &str) -> String {
    // Nothing behind this can come into the result; an honest text is far shorter.
    let cut = text
        .char_indices()
        .nth(4 * MAX_CHARS)
        .and_then(|(at, _)| text.get(..at))
        .unwrap_or(text);
    let Some(decoded) = decoded(cut) else {
        return "[redacted]".into();
    };
    match without_secrets(&decoded) {
        Some(harmless) => tidy(&harmless),
        None => tidy(cut),
    }
}

fn tidy(text: &str) -> String {
    let mut out: String = text
        .chars()
        .map(|c| if moves(c) || is_invisible(c) { ' ' } else { c })
        .take(MAX_CHARS)
        .collect();
    if text.chars().count() > MAX_CHARS {
        out.push('…');
    }
    out
}

/// Whether it moves a cursor: a control character, or the end of a line or paragraph.
fn moves(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}')
}

#[cfg(test)]
mod tests {
    use super::redact;

    #[test]
    fn becomes_one_short_line() {
        for (text, expected) in [
            ("plain words", "plain words"),
            ("line\r\nbreak\u{0}", "line  break "),
            ("a\u{1b}[2J \u{9b}b \u{202e}c", "a [2J  b  c"),
            ("a\u{2028}b\u{2029}c", "a b c"),
            (
                "a\u{200f}b\u{61c}c\u{feff}d\u{2066}e\u{e0041}f",
                "a b c d e f",
            ),
        ] {
            assert_eq!(redact(text), expected);
        }
        let cut = redact(&"ä".repeat(1_000));
        assert_eq!(cut.chars().count(), 301);
        assert!(cut.ends_with('…'));
    }

    #[test]
    fn is_shown_as_it_came_unless_it_hides_a_secret() {
        for (text, expected) in [
            ("100%25 of \\u0041 &amp; b", "100%25 of \\u0041 &amp; b"),
            ("50%25 of ya29%2Ea0Af_-xyz", "50% of [redacted]"),
        ] {
            assert_eq!(redact(text), expected);
        }
    }
}
