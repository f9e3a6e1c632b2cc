//! What the token endpoint says is passed on as it is, unless it holds something that opens
//! something: then that is not, however it is written.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test's helper fails by panicking"
)]

mod common;

use common::google_errors::{descriptions, rows};
use common::{list, text, vectors};
use edgemint::proto::redact::redact;

/// Letters and digits in a row that are found again, whatever is written between them.
const PIECE: usize = 24;

type Form = fn(&str) -> String;

/// How an assertion or a key may come back: its letters, and what they become.
const FORMS: [(&str, Form); 12] = [
    ("as it is", str::to_owned),
    ("cut at the front", |text| text[40..].to_owned()),
    ("its second half", |text| text[text.len() / 2..].to_owned()),
    ("cut at the end", |text| text[..100].to_owned()),
    ("in lines", |text| in_lines(text, "\n")),
    ("in lines that are escaped", |text| in_lines(text, "\\n")),
    ("in lines, cut at the front", |text| {
        in_lines(&text[40..], "\r\n  ")
    }),
    ("percent-encoded", |text| {
        each(text, |b| format!("%{b:02X}"))
    }),
    ("percent-encoded twice", |text| {
        each(text, |b| format!("%25{b:02x}"))
    }),
    ("its marks percent-encoded", |text| {
        text.replace('.', "%2E").replace('-', "%2d")
    }),
    ("as JSON's escapes", |text| {
        each(text, |b| format!("\\u{b:04x}"))
    }),
    ("as HTML's references", |text| {
        each(text, |b| format!("&#{b};"))
    }),
];

fn in_lines(text: &str, end: &str) -> String {
    let lines: Vec<_> = text.as_bytes().chunks(64).collect();
    let lines: Vec<_> = lines
        .iter()
        .map(|line| core::str::from_utf8(line).unwrap())
        .collect();
    lines.join(end)
}

fn each(text: &str, form: impl Fn(u8) -> String) -> String {
    text.bytes().map(form).collect()
}

/// The secret's pieces that `shown` still holds, below any encoding of its characters.
fn holds(shown: &str, secret: &str) -> bool {
    secret
        .as_bytes()
        .windows(PIECE)
        .any(|piece| shown.contains(core::str::from_utf8(piece).unwrap()))
}

#[test]
fn an_assertion_or_a_key_is_known_in_each_form() {
    let assertions = vectors("assertions.json");
    let assertion = text(&list(&assertions, "cases")[0], "assertion").to_owned();
    let key = vectors("service_account.json");
    let pem = text(&key, "private_key");
    let der: String = pem.lines().filter(|line| !line.starts_with('-')).collect();
    for secret in [&assertion, &der] {
        for (form, write) in FORMS {
            let written = write(secret);
            let shown = redact(&format!("Invalid value: {written}"));
            assert!(shown.contains("[redacted]"), "{form}: {shown}");
            assert!(!holds(&shown, secret), "{form}: {shown}");
            // Nothing of it is left in its encoding either.
            assert!(!holds(&shown, &written), "{form}: {shown}");
        }
    }
}

#[test]
fn what_google_says_stays_as_it_is() {
    let mut said = 0;
    for (table, field) in [("token_endpoint", "error_description"), ("api", "message")] {
        for text in rows(table).iter().flat_map(|row| descriptions(row, field)) {
            assert_eq!(redact(&text), text.replace('\n', " "));
            said += 1;
        }
    }
    assert!(said > 300, "{said}");
}
