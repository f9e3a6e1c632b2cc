//! PEM in, DER out, with the damage repaired that environment variables and copying do to it.

use super::problem::{KeyError, KeyProblem};
use crate::proto::text::{find, split_once};
use alloc::borrow::ToOwned;
use alloc::string::String;
use alloc::vec::Vec;
use base64::{Engine, engine::general_purpose::STANDARD};
use zeroize::Zeroizing;

/// What the BEGIN line says the DER is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Encoding {
    /// `PRIVATE KEY` (RFC 5958).
    Pkcs8,
    /// `RSA PRIVATE KEY` (RFC 8017, appendix A.1.2).
    Pkcs1,
}

/// Decodes one PEM block (RFC 7468). Repaired: literal `\n` and `\r`, CRLF, lost line breaks,
/// surrounding quotes, a byte order mark. Everything else is refused.
pub(super) fn decode(text: &str) -> Result<(Encoding, Zeroizing<Vec<u8>>), KeyError> {
    let text = repair(text);
    let (label, body) = split(&text).ok_or(KeyError::private_key(without_pem(&text)))?;
    let encoding = encoding(label).map_err(KeyError::private_key)?;
    // RFC 1421's header, which OpenSSL writes into a PKCS#1 block under a password.
    if find(body, "Proc-Type:").is_some() {
        return Err(KeyError::private_key(KeyProblem::Encrypted));
    }
    let compact = without_blanks(body);
    if compact.is_empty() {
        return Err(KeyError::private_key(KeyProblem::Truncated));
    }
    let der = STANDARD
        .decode(compact.as_bytes())
        .map_err(|_| KeyError::private_key(KeyProblem::NotBase64))?;
    Ok((encoding, Zeroizing::new(der)))
}

fn repair(text: &str) -> Zeroizing<String> {
    let mut text = text.strip_prefix('\u{feff}').unwrap_or(text).trim_ascii();
    for quote in ['"', '\''] {
        text = text
            .strip_prefix(quote)
            .and_then(|inner| inner.strip_suffix(quote))
            .map_or(text, str::trim_ascii);
    }
    Zeroizing::new(unescape(text).trim_ascii().to_owned())
}

/// Undoes escapes from a way through a shell or an environment file, however many. No character
/// that PEM knows is a backslash, so each can only be the rest of one.
///
/// Here and below the room is reserved beforehand: text that grows leaves unwiped copies behind.
fn unescape(text: &str) -> Zeroizing<String> {
    let mut bare = Zeroizing::new(String::with_capacity(text.len()));
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' if chars.as_str().starts_with(['n', 'r']) => {
                chars.next();
                bare.push('\n');
            }
            '\\' => {}
            c => bare.push(c),
        }
    }
    bare
}

pub(super) fn without_blanks(text: &str) -> Zeroizing<String> {
    let mut compact = Zeroizing::new(String::with_capacity(text.len()));
    compact.extend(text.split_ascii_whitespace());
    compact
}

/// The label and what stands between the BEGIN and END lines; `None` where there is anything else.
fn split(text: &str) -> Option<(&str, &str)> {
    let (label, rest) = split_once(text.strip_prefix("-----BEGIN ")?, "-----")?;
    let (body, end) = split_once(rest, "-----END ")?;
    (end.strip_suffix("-----")? == label).then_some((label, body))
}

fn encoding(label: &str) -> Result<Encoding, KeyProblem> {
    match label {
        "PRIVATE KEY" => Ok(Encoding::Pkcs8),
        "RSA PRIVATE KEY" => Ok(Encoding::Pkcs1),
        "ENCRYPTED PRIVATE KEY" => Err(KeyProblem::Encrypted),
        "EC PRIVATE KEY" => Err(KeyProblem::EllipticCurve),
        "OPENSSH PRIVATE KEY" => Err(KeyProblem::OpenSsh),
        _ if find(label, "CERTIFICATE").is_some() => Err(KeyProblem::Certificate),
        _ if label.ends_with("PUBLIC KEY") => Err(KeyProblem::PublicKey),
        _ => Err(KeyProblem::UnknownAlgorithm),
    }
}

/// What a text without BEGIN and END lines is.
fn without_pem(text: &str) -> KeyProblem {
    if text.starts_with("PuTTY-User-Key-File-") {
        return KeyProblem::Putty;
    }
    if ["ssh-", "ecdsa-", "---- BEGIN SSH2 PUBLIC"]
        .iter()
        .any(|start| text.starts_with(start))
    {
        return KeyProblem::PublicKey;
    }
    KeyProblem::NotPem
}

#[cfg(test)]
mod tests {
    use super::*;

    const BODY: &str = "TUlJRQ==";

    fn problem(text: &str) -> KeyProblem {
        decode(text).unwrap_err().problem
    }

    #[test]
    fn repairs_known_damage() {
        let whole = format!("-----BEGIN PRIVATE KEY-----\n{BODY}\n-----END PRIVATE KEY-----\n");
        for text in [
            whole.clone(),
            whole.replace('\n', "\\n"),
            whole.replace('\n', "\\\\n"),
            whole.replace('\n', "\\r\\n"),
            whole.replace('\n', "\r\n"),
            whole.replace('\n', ""),
            whole.replace('\n', " "),
            whole.replace("TUl", "TU\nl"),
            format!("\"{}\"", whole.replace('\n', "\\n")),
            format!("'{whole}'"),
            format!("\u{feff}  {whole}"),
        ] {
            let (encoding, der) = decode(&text).unwrap();
            assert_eq!(
                (encoding, der.as_slice()),
                (Encoding::Pkcs8, b"MIIE".as_slice()),
                "{text}"
            );
        }
    }

    #[test]
    fn refuses_the_rest_by_name() {
        let block = |label: &str| format!("-----BEGIN {label}-----\n{BODY}\n-----END {label}-----");
        for (text, expected) in [
            (block("ENCRYPTED PRIVATE KEY"), KeyProblem::Encrypted),
            (block("EC PRIVATE KEY"), KeyProblem::EllipticCurve),
            (block("PUBLIC KEY"), KeyProblem::PublicKey),
            (block("RSA PUBLIC KEY"), KeyProblem::PublicKey),
            (block("CERTIFICATE"), KeyProblem::Certificate),
            (block("CERTIFICATE REQUEST"), KeyProblem::Certificate),
            (block("TRUSTED CERTIFICATE"), KeyProblem::Certificate),
            (block("DSA PRIVATE KEY"), KeyProblem::UnknownAlgorithm),
            (block("PGP PRIVATE KEY BLOCK"), KeyProblem::UnknownAlgorithm),
            (
                "ssh-rsa AAAAB3NzaC1yc2E= ada@host".into(),
                KeyProblem::PublicKey,
            ),
            (
                "---- BEGIN SSH2 PUBLIC KEY ----\nAAAA\n---- END SSH2 PUBLIC KEY ----".into(),
                KeyProblem::PublicKey,
            ),
            (
                block("PRIVATE KEY").replace(BODY, ""),
                KeyProblem::Truncated,
            ),
            (
                block("PRIVATE KEY").replace("TUl", "TU*"),
                KeyProblem::NotBase64,
            ),
            (
                block("PRIVATE KEY").replace("==", ""),
                KeyProblem::NotBase64,
            ),
            (format!("{} x", block("PRIVATE KEY")), KeyProblem::NotPem),
            (
                block("PRIVATE KEY").replace("-----END", ""),
                KeyProblem::NotPem,
            ),
            ("MIIE".into(), KeyProblem::NotPem),
            (String::new(), KeyProblem::NotPem),
        ] {
            assert_eq!(problem(&text), expected, "{text}");
        }
    }
}
