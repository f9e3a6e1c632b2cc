//! Whose key it is: what a key file says beside the private key.

use super::file::KeyFile;
use super::problem::{KeyError, KeyProblem};
use crate::proto::endpoint::TokenUri;
use crate::proto::json::quoted;
use crate::proto::user::is_domain;
use alloc::borrow::ToOwned;
use alloc::string::String;

/// A service account's identity. Nothing in it is secret.
#[derive(Debug)]
pub struct ServiceAccount {
    client_email: String,
    client_id: Option<String>,
    key_id: Option<String>,
    project_id: Option<String>,
    token_uri: TokenUri,
}

impl ServiceAccount {
    /// Takes the fields out of the file.
    pub(super) fn take(file: &mut KeyFile, token_uri: TokenUri) -> Result<Self, KeyError> {
        check_kind(file)?;
        check_universe(file)?;
        Ok(Self {
            client_email: client_email(file)?,
            client_id: header_text("client_id", &mut file.client_id)?,
            key_id: header_text("private_key_id", &mut file.private_key_id)?,
            project_id: header_text("project_id", &mut file.project_id)?,
            token_uri,
        })
    }

    /// As a key file without a private key.
    pub fn to_json(&self) -> String {
        let fields = [
            ("client_email", Some(&*self.client_email)),
            ("client_id", self.client_id()),
            ("private_key_id", self.key_id()),
            ("project_id", self.project_id()),
            ("token_uri", Some(self.token_uri.as_str())),
        ];
        let mut json = String::from("{");
        for (name, text) in fields
            .into_iter()
            .filter_map(|(name, text)| Some((name, text?)))
        {
            let comma = if json.len() > 1 { "," } else { "" };
            json.extend([comma, "\"", name, "\":", &quoted(text)]);
        }
        json + "}"
    }

    /// The service account's address: the assertion's issuer.
    pub fn client_email(&self) -> &str {
        &self.client_email
    }

    /// The numeric ID that domain-wide delegation is granted to.
    pub fn client_id(&self) -> Option<&str> {
        self.client_id.as_deref()
    }

    /// The key ID, `private_key_id`: the assertion's `kid`.
    pub fn key_id(&self) -> Option<&str> {
        self.key_id.as_deref()
    }

    /// The Google Cloud project.
    pub fn project_id(&self) -> Option<&str> {
        self.project_id.as_deref()
    }

    /// Where assertions are exchanged: their audience.
    pub fn token_uri(&self) -> &TokenUri {
        &self.token_uri
    }
}

pub(super) fn check_kind(file: &KeyFile) -> Result<(), KeyError> {
    expect("type", &file.kind, "service_account")
}

pub(super) fn check_universe(file: &KeyFile) -> Result<(), KeyError> {
    expect("universe_domain", &file.universe_domain, "googleapis.com")
}

fn expect(
    field: &'static str,
    found: &Option<String>,
    expected: &'static str,
) -> Result<(), KeyError> {
    match found {
        Some(found) if found != expected => {
            Err(KeyError::new(field, KeyProblem::Unexpected { expected }))
        }
        _ => Ok(()),
    }
}

pub(super) fn client_email(file: &mut KeyFile) -> Result<String, KeyError> {
    let field = "client_email";
    let email = file.client_email.take().unwrap_or_default();
    let email = email.trim_ascii();
    let shaped = email.split_once('@').is_some_and(|(local, domain)| {
        let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_');
        !local.is_empty() && local.chars().all(allowed) && is_domain(domain)
    });
    match email {
        "" => Err(KeyError::new(field, KeyProblem::Absent)),
        _ if shaped && email.len() <= 254 => Ok(email.to_owned()),
        _ => {
            let expected = "the service account's e-mail address";
            Err(KeyError::new(field, KeyProblem::Unexpected { expected }))
        }
    }
}

/// An optional field that goes into headers and remedies: short, visible ASCII.
pub(super) fn header_text(
    name: &'static str,
    field: &mut Option<String>,
) -> Result<Option<String>, KeyError> {
    let Some(text) = field.take().filter(|text| !text.trim_ascii().is_empty()) else {
        return Ok(None);
    };
    let text = text.trim_ascii();
    if text.len() <= 256 && text.bytes().all(|b| b.is_ascii_graphic()) {
        return Ok(Some(text.to_owned()));
    }
    let expected = "short text without blanks";
    Err(KeyError::new(name, KeyProblem::Unexpected { expected }))
}
