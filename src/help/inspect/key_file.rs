//! Key files and bare keys: every field by itself, so that all that is wrong is said at once.

use super::findings::{Against, Check, Inspection, Key, Kind};
use crate::proto::catalogue::messages;
use crate::proto::endpoint::TokenUri;
use crate::proto::json;
use crate::proto::key::{KeyError, KeyProblem, Review, review_key_file, review_private_key};
use crate::proto::redact::redact;
use crate::proto::text::{find, split_once};
use alloc::format;
use alloc::string::String;

pub(super) fn inspect(text: &str, against: &Against<'_>) -> Option<Inspection> {
    let unquoted = text.trim_start_matches(['"', '\'']);
    if unquoted.starts_with("-----BEGIN") {
        return Some(bare_key(text));
    }
    match review_key_file(text) {
        Ok(review) if review.has_fields => Some(of_review(&review, against)),
        // An OAuth client's file has all of its fields within one member.
        Ok(_) => is_client_file(text).then(client_file),
        Err(_) => is_damaged(text).then(|| damaged(text)),
    }
}

fn bare_key(text: &str) -> Inspection {
    let private_key = review_private_key(text);
    let mut found = Inspection::new(Kind::PrivateKey, alloc::vec![key_check(&private_key)]);
    found.key = private_key.ok().map(|bits| Key {
        bits: Some(bits),
        ..Key::default()
    });
    found
}

fn is_damaged(text: &str) -> bool {
    let marks = ["private_key", "client_email", "PRIVATE KEY"];
    marks.iter().any(|mark| find(text, mark).is_some())
}

fn is_client_file(text: &str) -> bool {
    let members = json::members(text, &["installed", "web"]);
    members.is_ok_and(|members| members.iter().any(Option::is_some))
}

const SERVICE_ACCOUNT: &str = "Make a key of a service account under IAM & Admin > Service accounts \
     > Keys > Add key > JSON, and use that file.";

fn client_file() -> Inspection {
    let what = "It is the file of an OAuth client, for users who consent.";
    let check = Check::bad("type", what, SERVICE_ACCOUNT);
    Inspection::new(Kind::KeyFile, alloc::vec![check])
}

fn damaged(text: &str) -> Inspection {
    let body = split_once(text, "-----BEGIN").and_then(|(_, rest)| split_once(rest, "-----END"));
    let check = if body.is_some_and(|(body, _)| body.contains('\n')) {
        Check::bad(
            "json",
            "It is not JSON: private_key has real line breaks, which JSON writes as \\n.",
            "Use the file as it was downloaded, or its base64, which no shell changes.",
        )
    } else {
        Check::bad(
            "json",
            format!("It {}.", KeyProblem::NotJson),
            messages::KEY_NOT_JSON.remedy,
        )
    };
    Inspection::new(Kind::KeyFile, alloc::vec![check])
}

fn of_review(review: &Review, against: &Against<'_>) -> Inspection {
    let token_uri = review.token_uri.as_deref();
    let checks = alloc::vec![
        Check::good("json", "It is a JSON object."),
        kind(&review.kind),
        check("universe_domain", &review.universe, |()| "It is Google's."
            .into()),
        check("client_email", &review.client_email, |address| format!(
            "It is {address}."
        )),
        client_id(&review.client_id),
        key_id(&review.key_id),
        key_check(&review.private_key),
        check_token_uri(token_uri, against.token_uri),
    ];
    let known = |field: &Result<Option<String>, KeyError>| field.clone().ok().flatten();
    let mut found = Inspection::new(Kind::KeyFile, checks);
    found.key = Some(Key {
        client_email: review.client_email.clone().ok(),
        client_id: known(&review.client_id),
        key_id: known(&review.key_id),
        project_id: known(&review.project_id),
        token_uri: token_uri.map(redact),
        bits: review.private_key.clone().ok(),
    });
    found
}

fn check<T>(id: &'static str, field: &Result<T, KeyError>, good: impl Fn(&T) -> String) -> Check {
    match field {
        Ok(value) => Check::good(id, good(value)),
        Err(error) => Check::bad(id, problem(error), error.remedy()),
    }
}

fn problem(error: &KeyError) -> String {
    format!("The {} {}.", error.field, error.problem)
}

fn kind(field: &Result<(), KeyError>) -> Check {
    match field {
        Ok(()) => Check::good("type", "It is a service account's."),
        Err(error) => Check::bad("type", problem(error), SERVICE_ACCOUNT),
    }
}

fn client_id(field: &Result<Option<String>, KeyError>) -> Check {
    let is_number = |id: &str| id.bytes().all(|b| b.is_ascii_digit());
    match field {
        Ok(Some(id)) if !is_number(id) => Check::bad(
            "client_id",
            "The client_id is not the number that delegation is granted to.",
            "Use the file as it was downloaded.",
        ),
        _ => check("client_id", field, |id| match id {
            Some(id) => format!("Domain-wide delegation is granted to {id}."),
            None => "There is none. Google Cloud shows the number to delegate to.".into(),
        }),
    }
}

fn key_id(field: &Result<Option<String>, KeyError>) -> Check {
    check("private_key_id", field, |id| match id {
        Some(id) => format!("It is {id}."),
        None => "There is none. Google then tries all keys of the account.".into(),
    })
}

fn key_check(field: &Result<usize, KeyError>) -> Check {
    check("private_key", field, |bits| {
        format!("It is an RSA key of {bits} bits.")
    })
}

fn check_token_uri(found: Option<&str>, expected: Option<&str>) -> Check {
    match TokenUri::from_key_file(found) {
        _ if found.is_some() && found == expected => {
            Check::good("token_uri", "It is the one that is expected.")
        }
        Some(_) => Check::good("token_uri", "It is Google's token endpoint."),
        None => Check::bad(
            "token_uri",
            "It is not Google's token endpoint: assertions would be sent elsewhere.",
            "Use the key file as Google issued it; another endpoint is for whoever configures the \
             minter to name.",
        ),
    }
}
