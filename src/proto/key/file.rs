//! The JSON of a service account's key file, as Google Cloud issues it.

use super::pem::without_blanks;
use super::problem::{KeyError, KeyProblem, WHOLE};
use crate::proto::json;
use alloc::borrow::ToOwned;
use alloc::string::String;
use base64::{Engine, engine::general_purpose::STANDARD};
use zeroize::{Zeroize, Zeroizing};

/// Google's files have about 2.4 KB; a 4096-bit key's is under 5.
const MAX_BYTES: usize = 64 * 1024;

/// The fields that matter here. Others, such as `auth_uri`, are ignored.
pub(super) struct KeyFile {
    pub(super) kind: Option<String>,
    pub(super) client_email: Option<String>,
    pub(super) client_id: Option<String>,
    pub(super) private_key: Option<Zeroizing<String>>,
    pub(super) private_key_id: Option<String>,
    pub(super) project_id: Option<String>,
    pub(super) token_uri: Option<String>,
    pub(super) universe_domain: Option<String>,
}

impl KeyFile {
    /// From JSON, from JSON within quotes, or from the base64 of either.
    pub(super) fn parse(text: &str) -> Result<Self, KeyError> {
        if text.len() > MAX_BYTES {
            return Err(whole(KeyProblem::TooLarge));
        }
        let text = text.strip_prefix('\u{feff}').unwrap_or(text).trim_ascii();
        if text.is_empty() {
            return Err(whole(KeyProblem::Absent));
        }
        if text.starts_with("-----BEGIN") {
            return Err(whole(KeyProblem::NotJson));
        }
        if text.starts_with('{') {
            return Self::from_object(text);
        }
        let inner = unwrap_quotes(text).or_else(|| unwrap_base64(text));
        match inner.as_deref().map(|inner| inner.trim_ascii()) {
            Some(inner) if inner.starts_with('{') => Self::from_object(inner),
            _ => Err(whole(KeyProblem::NotJson)),
        }
    }

    fn from_object(text: &str) -> Result<Self, KeyError> {
        let members = json::members(text, &FIELDS).map_err(|_| whole(KeyProblem::NotJson))?;
        let [kind, email, client, key, key_id, project, uri, universe] = members.map(field);
        Ok(Self {
            kind: kind?,
            client_email: email?,
            client_id: client?,
            private_key: key?.map(Zeroizing::new),
            private_key_id: key_id?,
            project_id: project?,
            token_uri: uri?,
            universe_domain: universe?,
        })
    }
}

/// As in [`KeyFile`].
const FIELDS: [&str; 8] = [
    "type",
    "client_email",
    "client_id",
    "private_key",
    "private_key_id",
    "project_id",
    "token_uri",
    "universe_domain",
];

/// Text, or nothing.
fn field(json: Option<&str>) -> Result<Option<String>, KeyError> {
    match json.filter(|json| *json != "null") {
        None => Ok(None),
        Some(json) => match json::unquoted(json) {
            Some(text) => Ok(Some(text)),
            None => Err(whole(KeyProblem::NotJson)),
        },
    }
}

fn whole(problem: KeyProblem) -> KeyError {
    KeyError::new(WHOLE, problem)
}

/// JSON text in JSON quotes, or bare JSON between single quotes.
fn unwrap_quotes(text: &str) -> Option<Zeroizing<String>> {
    if let Some(inner) = text
        .strip_prefix('\'')
        .and_then(|text| text.strip_suffix('\''))
    {
        return Some(Zeroizing::new(inner.to_owned()));
    }
    json::unquoted(text).map(Zeroizing::new)
}

fn unwrap_base64(text: &str) -> Option<Zeroizing<String>> {
    let compact = without_blanks(text);
    let decoded = STANDARD.decode(compact.as_bytes()).ok()?;
    String::from_utf8(decoded)
        .map_err(|error| error.into_bytes().zeroize())
        .ok()
        .map(Zeroizing::new)
}
