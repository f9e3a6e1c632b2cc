//! What opens something: how it is known, and a text without it.

use crate::proto::text::find;
use alloc::string::String;

/// What a Google access token, a JSON Web Token or a refresh token begins with.
const STARTS: [&str; 3] = ["ya29.", "eyJ", "1//"];

/// What stands before a private key, also where the text begins in the middle of it. Nothing behind
/// it can be trusted to be harmless.
const KEY_MARKS: [&str; 2] = ["-----BEGIN", "PRIVATE KEY-----"];

/// From this length on letters and digits that look random are a part of something, wherever it was
/// cut.
const PART: usize = 32;

/// The same for what follows a secret behind a blank or a new line.
const REST: usize = 12;

/// `text` with `[redacted]` for each secret; nothing where there is none.
pub(super) fn without_secrets(text: &str) -> Option<String> {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, behind)) = split_at_secret(rest) {
        out.push_str(before);
        out.push_str("[redacted]");
        rest = behind;
    }
    if out.is_empty() {
        return None;
    }
    out.push_str(rest);
    Some(out)
}

/// What stands before and behind the first secret.
fn split_at_secret(text: &str) -> Option<(&str, &str)> {
    let marks = KEY_MARKS.iter().filter_map(|mark| find(text, mark));
    let Some(key) = marks.min() else {
        let (before, secret) = text.split_at_checked(token_in(text)?)?;
        return Some((before, behind_token(secret)));
    };
    let (before, _) = text.split_at_checked(key)?;
    Some(split_at_secret(before).map_or((before, ""), |(before, _)| (before, "")))
}

fn token_in(text: &str) -> Option<usize> {
    let mut at: usize = 0;
    for run in text.as_bytes().split(|b| !is_of_token(b)) {
        if let Some(within) = token_in_run(run) {
            return at.checked_add(within);
        }
        at = at.checked_add(run.len())?.checked_add(1)?;
    }
    None
}

fn token_in_run(run: &[u8]) -> Option<usize> {
    let has_digit = |part: &[u8]| part.iter().any(u8::is_ascii_digit);
    let mut parts = run.split(|b| *b == b'.');
    if parts.any(|part| is_mixed(part, PART) && has_digit(part)) {
        return Some(0);
    }
    let run = core::str::from_utf8(run).ok()?;
    STARTS.iter().filter_map(|mark| find(run, mark)).min()
}

/// Behind a token, and behind its other lines where it was broken.
fn behind_token(text: &str) -> &str {
    let mut behind = split_run(text, is_of_token).1;
    loop {
        let (blanks, next) = split_run(behind, |b| matches!(b, 0..=b' '));
        let (run, after) = split_run(next, is_of_token);
        if blanks.is_empty() || !is_mixed(run.as_bytes(), REST) {
            return behind;
        }
        behind = after;
    }
}

/// What `is` of the beginning, all ASCII, and what comes then.
fn split_run(text: &str, is: fn(&u8) -> bool) -> (&str, &str) {
    let length = text.bytes().take_while(is).count();
    text.split_at_checked(length).unwrap_or((text, ""))
}

fn is_of_token(b: &u8) -> bool {
    b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_' | b'/' | b'+' | b'=' | b'~')
}

/// Whether at least one in eight is a capital, and one in eight a small letter: in a name or a path
/// they are fewer.
fn is_mixed(run: &[u8], least: usize) -> bool {
    let many = |is: fn(&u8) -> bool| {
        let found = run.iter().filter(|b| is(b)).count();
        found.saturating_mul(8) >= run.len()
    };
    run.len() >= least && many(u8::is_ascii_uppercase) && many(u8::is_ascii_lowercase)
}

#[cfg(test)]
mod tests {
    use super::without_secrets;

    #[test]
    fn tokens_assertions_and_keys_are_replaced() {
        for (text, expected) in [
            ("token ya29.a0Af_-xyz rejected", "token [redacted] rejected"),
            (
                "\"eyJhbGciOi.eyJpc3Mi.c2ln\" is bad",
                "\"[redacted]\" is bad",
            ),
            ("a ya29.one b eyJtwo c", "a [redacted] b [redacted] c"),
            ("grant=1//0gAbCd&x", "grant=[redacted]&x"),
            ("key -----BEGIN PRIVATE KEY-----\nMIIE", "key [redacted]"),
            ("GIN RSA PRIVATE KEY-----\\nMIIE", "GIN RSA [redacted]"),
            ("ya29.one -----BEGIN X", "[redacted]"),
        ] {
            assert_eq!(without_secrets(text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn so_are_parts_of_them() {
        let part = "JpYXQiOjE3OTgwMDAwMDAsImV4cCI6MTc5ODAwMzYwMH0";
        let signature = "Qm9-3kd_aZ81LmPq0xYtRw7BvNcEeUiOoS2hGfJk";
        for (text, expected) in [
            (alloc::format!("cut: {part}"), "cut: [redacted]"),
            (
                alloc::format!("cut: Ab.{part}.{signature} end"),
                "cut: [redacted] end",
            ),
            (
                alloc::format!("eyJhb.{part}.\n {signature}\u{0} x"),
                "[redacted]\u{0} x",
            ),
            (
                alloc::format!("MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKc/{part}+/="),
                "[redacted]",
            ),
        ] {
            assert_eq!(without_secrets(&text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn names_and_places_stay() {
        for text in [
            "",
            "Client is unauthorized to retrieve access tokens using this method.",
            "https://developers.google.com/identity/protocols/oauth2/service-account#jwt-auth",
            "projects/My-Project-123/locations/global/workloadIdentityPools/pool-1/providers/p2",
            "123456789012-0123456789abcdefghijklmnopqrstuv.apps.googleusercontent.com",
            "googleapis.com/google.rpc.ErrorInfo GmailSettingsSharingForwardingAddresses",
            "request 3f2504e04f8941d39a0c0305e82c3301 and 3F2504E0-4F89-41D3-9A0C-0305E82C3301",
        ] {
            assert_eq!(without_secrets(text), None, "{text}");
        }
    }
}
