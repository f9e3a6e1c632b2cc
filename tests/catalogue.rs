//! Each code, sentence and remedy once: what is generated from the catalogue is what it would be
//! today, nobody writes a sentence down again, and each is explained with its own remedy.
//!
//! `EDGEMINT_WRITE_CATALOGUE=1 cargo test --test catalogue` writes the generated files anew.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test's helper fails by panicking"
)]

mod common;

use common::root;
use edgemint::help::explain::{Token, explain};
use edgemint::proto::catalogue::{Code, MESSAGES, Message, NAMES, Retry, Speaker};
use edgemint::proto::diagnose::likely_rows;
use serde_json::json;
use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;
use std::path::Path;

/// What the JavaScript says by itself.
const SAID_BY_JAVASCRIPT: [&str; 15] = [
    "CACHE_WITHOUT_WEBCRYPTO",
    "CREDENTIALS_FAILED",
    "DISPOSED",
    "INSECURE_URL",
    "INTERNAL",
    "KEY_FILE_NOT_JSON",
    "KEY_FILE_NOWHERE",
    "KEY_FILE_TOO_LONG",
    "KEY_FILE_UNREADABLE",
    "OPTION",
    "OPTIONS_UNREADABLE",
    "SIGNER_UNKNOWN",
    "WASM_FROM_BYTES",
    "WASM_NOT_LOADED",
    "WORKER_FAILED",
];

const HEAD: &str = "// Made from src/proto/catalogue by tests/catalogue.rs, which says how.\n";

fn named(name: &str) -> &'static Message {
    let at = NAMES.iter().position(|found| *found == name).unwrap();
    &MESSAGES[at]
}

fn of_the_package() -> impl Iterator<Item = &'static Code> {
    let codes = Code::ALL.iter();
    codes.filter(|code| code.speaker() != Speaker::Worker)
}

fn messages_js() -> String {
    let mut file = HEAD.to_owned();
    for name in SAID_BY_JAVASCRIPT {
        let Message {
            code,
            text,
            remedy,
            retry,
        } = named(name);
        write!(
            file,
            "\nexport const {name} = {{\n  code: {},\n  message: {},\n  remedy: {},\n  retryable: {},\n}};\n",
            json!(code.as_str()),
            json!(text),
            json!(remedy),
            *retry != Retry::Never
        )
        .unwrap();
    }
    file
}

fn statuses_js() -> String {
    let mut file = format!(
        "{HEAD}\n/** With which status an error is answered over HTTP. */\nexport const STATUSES = {{\n  __proto__: null,\n"
    );
    for code in of_the_package() {
        writeln!(file, "  {}: {},", code.as_str(), code.status()).unwrap();
    }
    file + "};\n"
}

fn codes_d_ts() -> String {
    let mut file =
        format!("{HEAD}\n/** What can go wrong, by name. */\nexport type EdgemintErrorCode =");
    for code in of_the_package() {
        write!(file, "\n  | \"{}\"", code.as_str()).unwrap();
    }
    file + ";\n"
}

/// Facts are in it, such as the client ID.
const AS_THE_ERROR_SAYS: &str = "What the error's `remedy` says.";

fn errors_md() -> String {
    let mut file = "# Errors\n\nEach error has a code, which stays, a sentence, and a remedy that names the next step. \
        Programs branch on the\ncode. The Worker answers with the status, in the shape that the README shows; \
        `npx edgemint explain` takes any of\nthe sentences, or what Google said.\n\nThis file is made from \
        `src/proto/catalogue` by `tests/catalogue.rs`.\n\n| code | status | again? | what it means | what to do |\n\
        | --- | ---: | --- | --- | --- |\n"
        .to_owned();
    for code in Code::ALL {
        let (cause, remedy) = match likely_rows(code.as_str(), true).as_slice() {
            _ if !code.cause().is_empty() => (code.cause().to_owned(), code.remedy()),
            [only] => (only.cause.to_owned(), AS_THE_ERROR_SAYS),
            rows => (
                format!("Google refuses, most likely: {}", rows[0].cause),
                AS_THE_ERROR_SAYS,
            ),
        };
        let again = match code.retry() {
            Retry::Never => "no",
            Retry::Later => "later",
            Retry::Soon => "edgemint has",
        };
        let cell = |text: &str| text.replace('|', "\\|").replace('<', "\\<");
        writeln!(
            file,
            "| `{}` | {} | {again} | {} | {} |",
            code.as_str(),
            code.status(),
            cell(&cause),
            cell(remedy)
        )
        .unwrap();
    }
    file
}

#[test]
fn the_generated_files_are_those_of_today() {
    for (path, text) in [
        ("src/js/generated/messages.js", messages_js()),
        ("src/js/generated/statuses.js", statuses_js()),
        ("src/js/generated/codes.d.ts", codes_d_ts()),
        ("docs/ERRORS.md", errors_md()),
    ] {
        let path = root().join(path);
        if std::env::var_os("EDGEMINT_WRITE_CATALOGUE").is_some() {
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(&path, &text).unwrap();
        }
        let found = fs::read_to_string(&path).unwrap();
        assert_eq!(found, text, "{}", path.display());
    }
}

/// The longest part of a sentence between its places.
fn longest_part(message: &Message) -> &'static str {
    let pieces = message.text.split('}');
    let parts = pieces.map(|piece| piece.split('{').next().unwrap());
    parts
        .max_by_key(|part| part.len())
        .unwrap()
        .trim_matches(['.', ' '])
}

fn sources(folder: &Path, found: &mut Vec<(String, String)>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.to_string_lossy().into_owned();
        if path.is_dir() {
            sources(&path, found);
        } else if (name.ends_with(".rs") || name.ends_with(".js"))
            && !name.contains("/catalogue/")
            && !name.contains("/generated/")
            && !name.contains("/tests/")
        {
            let text = fs::read_to_string(&path).unwrap();
            let code = text
                .lines()
                .filter(|line| !line.trim_start().starts_with("//"));
            found.push((name, code.collect::<Vec<_>>().join("\n")));
        }
    }
}

#[test]
fn no_sentence_stands_anywhere_else() {
    let mut files = Vec::new();
    sources(&root().join("src"), &mut files);
    assert!(files.len() > 150);
    let mut again = Vec::new();
    for (name, message) in NAMES.iter().zip(MESSAGES) {
        let part = longest_part(message);
        // Shorter ones are anybody's words.
        if part.len() < 20 {
            continue;
        }
        let escaped = part.replace('"', "\\\"");
        for (file, text) in &files {
            if text.contains(part) || text.contains(&escaped) {
                again.push(format!("{name} in {file}"));
            }
        }
    }
    assert!(again.is_empty(), "{again:#?}");
    let texts: BTreeSet<_> = MESSAGES.iter().map(|message| message.text).collect();
    assert_eq!(texts.len(), MESSAGES.len());
}

/// With something in each place.
fn filled(text: &str, message: &Message) -> String {
    message
        .places()
        .enumerate()
        .fold(text.to_owned(), |text, (at, place)| {
            text.replace(&format!("{{{place}}}"), &format!("fact{at}"))
        })
}

#[test]
fn every_message_is_explained_with_its_own_remedy() {
    for (name, message) in NAMES.iter().zip(MESSAGES) {
        let said = filled(message.text, message);
        for shown in [
            said.clone(),
            format!("EdgemintError: {said}\n    at createMinter (index.js:3:7)"),
            json!({ "level": "error", "message": said }).to_string(),
            format!(
                "Uncaught (in promise) EdgemintError: {}",
                said.trim_end_matches('.')
            ),
        ] {
            let found = explain(&shown, &Token::default());
            let found = found.unwrap_or_else(|| panic!("{name}: {shown}"));
            assert_eq!(found.code, Some(message.code), "{name}: {shown}");
            assert_eq!(
                found.likely[0].remedy,
                filled(message.remedy, message),
                "{name}: {shown}"
            );
            assert_eq!(found.retry, message.retry != Retry::Never, "{name}");
        }
    }
}

#[test]
fn every_remedy_says_a_sentence() {
    let own = Code::ALL
        .iter()
        .filter(|code| code.speaker() != Speaker::Google);
    let remedies = own.map(|code| code.remedy());
    let remedies = remedies.chain(MESSAGES.iter().map(|message| message.remedy));
    for remedy in remedies {
        assert!(remedy.len() > 15 && remedy.ends_with('.'), "{remedy}");
    }
}
