//! What a text is that somebody is stuck with (an assertion, a token, a key file), and what is wrong
//! with it. No private key, signature or opaque token comes out again.

mod assertion;
mod compact;
mod findings;
mod json;
mod key_file;
mod opaque;
mod parsed;
mod times;

use crate::proto::text::split_once;

pub use findings::{Against, Check, Inspection, Key, Kind};

/// Says what the text is and checks it.
pub fn inspect(text: &str, against: &Against<'_>) -> Inspection {
    let text = bare(text);
    compact::inspect(text, against)
        .or_else(|| opaque::inspect(text))
        .or_else(|| key_file::inspect(text, against))
        .unwrap_or_else(|| {
            let remedy = "Paste an assertion (eyJ...), a token, or the JSON key file. An error \
                          message is for explain.";
            let check = Check::bad(
                "structure",
                "It is none of the texts that are known.",
                remedy,
            );
            Inspection::new(Kind::Unknown, alloc::vec![check])
        })
}

/// Without what stands around a token in headers and forms.
fn bare(text: &str) -> &str {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text).trim_ascii();
    let text = split_once(text, "assertion=")
        .map_or(text, |(_, rest)| rest.split('&').next().unwrap_or_default());
    let mut text = text;
    for prefix in ["authorization:", "bearer "] {
        let (head, rest) = text.split_at_checked(prefix.len()).unwrap_or(("", text));
        if head.eq_ignore_ascii_case(prefix) {
            text = rest.trim_ascii();
        }
    }
    text
}
