//! Where an assertion may be sent.
//!
//! An assertion is a credential for its hour. A key file that names a foreign `token_uri` would
//! have it sent there, so what the file says is accepted for Google's own endpoint only; another
//! has to come from whoever configures the minter.

use super::catalogue::messages;
use super::text::split_once;
use super::user::is_label;
use alloc::borrow::ToOwned;
use alloc::string::String;
use core::fmt;

/// Google's token endpoint.
pub const GOOGLE: &str = "https://oauth2.googleapis.com/token";

/// Endpoints of Google's that old key files name; today's is used in their place.
const GOOGLE_ALIASES: [&str; 4] = [
    "https://accounts.google.com/o/oauth2/token",
    "https://www.googleapis.com/oauth2/v3/token",
    "https://www.googleapis.com/oauth2/v4/token",
    "https://oauth2.googleapis.com/token/",
];

/// A token endpoint that an assertion may be sent to; also the assertion's audience.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TokenUri(String);

impl TokenUri {
    /// What a key file names: Google's endpoint, or nothing.
    pub(crate) fn from_key_file(field: Option<&str>) -> Option<Self> {
        match field.map(str::trim_ascii) {
            None => Some(Self(GOOGLE.into())),
            Some(uri) if uri == GOOGLE || GOOGLE_ALIASES.contains(&uri) => {
                Some(Self(GOOGLE.into()))
            }
            Some(_) => None,
        }
    }

    /// What the one who configures the minter names: any `https` URL, or `http` on loopback.
    ///
    /// # Errors
    /// For anything else, and for URLs with a user, a query or a fragment.
    pub fn configured(text: &str) -> Result<Self, InvalidTokenUri> {
        let (scheme, rest) = split_once(text, "://").ok_or(InvalidTokenUri)?;
        let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
        let host = host(authority).ok_or(InvalidTokenUri)?;
        let safe = match scheme {
            "https" => true,
            "http" => is_loopback(host),
            _ => false,
        };
        if safe && path.bytes().all(is_path_byte) {
            Ok(Self(text.to_owned()))
        } else {
            Err(InvalidTokenUri)
        }
    }

    /// The URL.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A URL that no assertion may be sent to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InvalidTokenUri;

impl fmt::Display for InvalidTokenUri {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(messages::TOKEN_URI.text)
    }
}

impl core::error::Error for InvalidTokenUri {}

/// The host of an authority without user information (RFC 3986, section 3.2).
fn host(authority: &str) -> Option<&str> {
    let (host, port) = match authority.rsplit_once(':') {
        Some((host, port)) if !port.ends_with(']') => (host, port),
        _ => (authority, "443"),
    };
    port.parse::<u16>().ok().filter(|port| *port > 0)?;
    let name = host
        .strip_prefix('[')
        .and_then(|host| host.strip_suffix(']'));
    let fits = match name {
        Some(address) => address.bytes().all(|b| b.is_ascii_hexdigit() || b == b':'),
        None => host.split('.').all(is_label),
    };
    (fits && !host.is_empty()).then_some(host)
}

/// Whatever a path holds (RFC 3986, section 3.3), percent signs included.
fn is_path_byte(b: u8) -> bool {
    b.is_ascii_alphanumeric() || b"/-._~%!$&'()*+,;=:@".contains(&b)
}

/// This machine, from itself: plain http is as safe there.
pub(crate) fn is_loopback(host: &str) -> bool {
    matches!(host, "127.0.0.1" | "[::1]" | "localhost")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_file_leads_to_google_only() {
        assert_eq!(TokenUri::from_key_file(None).unwrap().as_str(), GOOGLE);
        for alias in GOOGLE_ALIASES {
            assert_eq!(
                TokenUri::from_key_file(Some(alias)).unwrap().as_str(),
                GOOGLE
            );
        }
        for foreign in [
            "https://evil.example/token",
            "https://oauth2.googleapis.com.evil.example/token",
            "https://oauth2.googleapis.com@evil.example/token",
            "http://oauth2.googleapis.com/token",
            "https://oauth2.googleapis.com/token?x",
            "https://127.0.0.1/token",
            "",
        ] {
            assert!(
                TokenUri::from_key_file(Some(foreign)).is_none(),
                "{foreign}"
            );
        }
    }

    #[test]
    fn configuration_may_name_https_or_loopback() {
        for fine in [
            GOOGLE,
            "https://login.example.com/token",
            "http://127.0.0.1:8080/token",
            "http://[::1]:1/token",
            "http://localhost/token",
        ] {
            assert_eq!(TokenUri::configured(fine).unwrap().as_str(), fine);
        }
        for bad in [
            "http://example.com/token",
            "http://127.0.0.1.example.com/token",
            "https://a@example.com/token",
            "https://example.com/token?x=1",
            "https://example.com/token#x",
            "ftp://127.0.0.1/",
            "/token",
            "not a url",
        ] {
            assert_eq!(TokenUri::configured(bad), Err(InvalidTokenUri), "{bad}");
        }
    }
}
