//! Texts that only Google can read: what they begin with says what they are.

use super::findings::{Check, Inspection, Kind};

const STARTS: [(&str, Kind); 4] = [
    ("ya29.", Kind::AccessToken),
    ("1//", Kind::RefreshToken),
    ("AIza", Kind::ApiKey),
    ("GOCSPX-", Kind::ClientSecret),
];

pub(super) fn inspect(text: &str) -> Option<Inspection> {
    let (_, kind) = STARTS.iter().find(|(start, _)| text.starts_with(start))?;
    let check = structure(text);
    let checks = match kind {
        Kind::AccessToken => alloc::vec![check],
        _ => alloc::vec![check, wrong_kind(*kind)],
    };
    Some(Inspection::new(*kind, checks))
}

fn structure(text: &str) -> Check {
    let whole = |b: u8| b.is_ascii_alphanumeric() || b"-._~+/=".contains(&b);
    if !text.bytes().all(whole) {
        return Check::bad(
            "structure",
            "It holds characters that no token has, such as blanks or quotes.",
            "Copy it again, alone and whole.",
        );
    }
    if text.len() < 30 || text.ends_with("...") {
        return Check::bad(
            "structure",
            "It is too short: it was cut.",
            "Copy it again, whole; tools print tokens shortened.",
        );
    }
    Check::good("structure", "It has the characters of a token.")
}

fn wrong_kind(kind: Kind) -> Check {
    let remedy = match kind {
        Kind::ApiKey => {
            "Send an access token in the Authorization header instead, minted for a user."
        }
        _ => {
            "Use the JSON key file of a service account to act on behalf of users without their \
             consent."
        }
    };
    Check::bad("type", "It is of no use for delegation.", remedy)
}
