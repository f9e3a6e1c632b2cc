//! What a text says below its encodings.

use alloc::borrow::ToOwned;
use alloc::string::String;

/// More layers than any honest text has.
const MOST_LAYERS: usize = 4;

/// The text below percent-encoding, the escapes of JSON and JavaScript, and HTML's references, one
/// within the other. Nothing where there are too many of them.
pub(super) fn decoded(text: &str) -> Option<String> {
    let mut text = text.to_owned();
    for _ in 0..=MOST_LAYERS {
        let below = without_layer(&text);
        if below == text {
            return Some(text);
        }
        text = below;
    }
    None
}

/// What cannot be seen is left out: it could part what belongs together.
fn without_layer(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let (c, len) = escaped(rest).unwrap_or((first, first.len_utf8()));
        if !is_invisible(c) {
            out.push(c);
        }
        rest = rest.get(len..).unwrap_or_default();
    }
    out
}

/// The character that is written at the beginning of `text`, where it is escaped, and how many
/// bytes that takes.
fn escaped(text: &str) -> Option<(char, usize)> {
    match text.as_bytes() {
        [b'%', ..] => number(text, 1, 3, 16).filter(|(c, _)| c.is_ascii()),
        [b'\\', b'u', ..] => number(text, 2, 6, 16),
        [b'\\', b'x', ..] => number(text, 2, 4, 16),
        [b'\\', b'n' | b'r' | b't', ..] => Some((' ', 2)),
        [b'\\', c @ (b'/' | b'\\' | b'"'), ..] => Some((char::from(*c), 2)),
        [b'&', b'#', b'x' | b'X', ..] => reference(text, 3, 16),
        [b'&', b'#', ..] => reference(text, 2, 10),
        [b'&', b'a', b'm', b'p', b';', ..] => Some(('&', 5)),
        _ => None,
    }
}

/// `&#46;`, and `&#46`, which browsers take as well.
fn reference(text: &str, from: usize, radix: u32) -> Option<(char, usize)> {
    let digits = text.get(from..)?.chars().take_while(|c| c.is_digit(radix));
    let to = from.saturating_add(digits.count());
    let (c, len) = number(text, from, to, radix)?;
    let semicolon = text.get(len..)?.starts_with(';');
    Some((c, len.saturating_add(usize::from(semicolon))))
}

fn number(text: &str, from: usize, to: usize, radix: u32) -> Option<(char, usize)> {
    let digits = text.get(from..to)?;
    // The standard library takes a sign as well.
    if !digits.bytes().all(|b| b.is_ascii_hexdigit()) {
        return None;
    }
    let code = u32::from_str_radix(digits, radix).ok()?;
    Some((char::from_u32(code)?, to))
}

/// Whether nothing of it is seen, but what it does to the text around it.
pub(super) const fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
            | '\u{e0000}'..='\u{e0fff}'
    )
}

#[cfg(test)]
mod tests {
    use super::decoded;
    use alloc::borrow::ToOwned;

    #[test]
    fn layers_come_off_one_after_the_other() {
        for (text, below) in [
            ("plain, 100 % & more \\", "plain, 100 % & more \\"),
            ("%65yJ %4 %zz %+1 %C3%A4", "eyJ %4 %zz %+1 %C3%A4"),
            (r"\u0065y\x4A \n\/ \u00 \ud800", "eyJ  / \\u00 \\ud800"),
            ("&#101;y&#x4a; &#1&#65", "ey\u{4a} \u{1}A"),
            ("%2565 &amp;#101; %5Cu0065", "e e e"),
            ("y\u{200b}a\u{ad}2", "ya2"),
        ] {
            assert_eq!(decoded(text).as_deref(), Some(below), "{text}");
        }
    }

    #[test]
    fn too_many_layers_are_nothing() {
        let layers = |count: usize| "%".to_owned() + &"25".repeat(count) + "41";
        assert_eq!(decoded(&layers(3)).as_deref(), Some("A"));
        assert_eq!(decoded(&layers(300)), None);
    }
}
