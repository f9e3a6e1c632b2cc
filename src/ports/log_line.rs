use super::Event;
use alloc::string::{String, ToString};
use core::fmt::{self, Write};
use serde_json::{Value, json};

/// One line for the operator's log: JSON in visible ASCII, whatever its texts hold. Terminals and
/// log viewers obey other characters: they break a line, turn it around or hide a part of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogLine(String);

impl LogLine {
    /// The line, without its end.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<&Value> for LogLine {
    fn from(facts: &Value) -> Self {
        let mut line = String::new();
        for c in facts.to_string().chars() {
            if matches!(c, ' '..='~') {
                line.push(c);
            } else {
                // Outside of its texts JSON is ASCII, and in them it has this escape.
                let mut units = [0; 2];
                for unit in c.encode_utf16(&mut units) {
                    let _ = write!(line, "\\u{unit:04x}");
                }
            }
        }
        Self(line)
    }
}

impl From<Event> for LogLine {
    fn from(event: Event) -> Self {
        let Event::SignerFault { signer, recovered } = event;
        let signer = signer.as_str();
        Self::from(&json!({ "event": "signer_fault", "signer": signer, "recovered": recovered }))
    }
}

impl fmt::Display for LogLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::proto::signer::SignerName;

    #[test]
    fn is_visible_ascii_and_means_the_same() {
        let text = "a\"\\\n\u{0}\u{7f}\u{9b}é\u{61c}\u{200f}\u{2028}\u{202e}\u{feff}\u{1f511}";
        let facts = json!({ "event": "request", text: text, "ms": 3 });
        let line = LogLine::from(&facts);
        assert!(
            line.as_str().bytes().all(|b| (b' '..=b'~').contains(&b)),
            "{line}"
        );
        assert_eq!(serde_json::from_str::<Value>(line.as_str()).unwrap(), facts);
        assert!(
            line.as_str().contains(r"\u007f\u009b\u00e9\u061c"),
            "{line}"
        );
    }

    #[test]
    fn an_event_is_one() {
        let event = Event::SignerFault {
            signer: SignerName::RsaCrate,
            recovered: true,
        };
        assert_eq!(
            LogLine::from(event).as_str(),
            r#"{"event":"signer_fault","recovered":true,"signer":"rsa-crate"}"#
        );
    }
}
