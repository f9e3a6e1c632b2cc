//! A service account's key: who signs, and with what.

mod der;
mod file;
mod pem;
mod problem;

pub use problem::{KeyError, KeyProblem};

use super::endpoint::TokenUri;
use super::error::Error;
use super::rs256::SigningKey;
use core::fmt;
use file::KeyFile;

/// A service account that can sign: its identity and its private key.
///
/// The private key never leaves: there is no accessor, no `Clone`, and `Debug` is redacted.
pub struct ServiceAccountKey {
    client_email: String,
    client_id: Option<String>,
    key_id: Option<String>,
    project_id: Option<String>,
    token_uri: TokenUri,
    signing_key: SigningKey,
}

impl ServiceAccountKey {
    /// Reads Google's key file: JSON, JSON in quotes, or base64 of it. `client_email` and
    /// `private_key` (PKCS#8 or PKCS#1 PEM, 2048 to 4096 bits) are required. A `token_uri` that is
    /// not Google's is refused.
    ///
    /// # Errors
    /// [`Error::InvalidKey`] with the field and what was found, never its bytes.
    pub fn from_json(text: &str) -> Result<Self, Error> {
        let file = KeyFile::parse(text).map_err(Error::InvalidKey)?;
        let token_uri = TokenUri::from_key_file(file.token_uri.as_deref())?;
        Self::new(file, token_uri)
    }

    /// Reads Google's key file for another token endpoint, whatever the file names.
    ///
    /// # Errors
    /// As [`from_json`](Self::from_json).
    pub fn from_json_for(text: &str, token_uri: TokenUri) -> Result<Self, Error> {
        Self::new(KeyFile::parse(text).map_err(Error::InvalidKey)?, token_uri)
    }

    fn new(mut file: KeyFile, token_uri: TokenUri) -> Result<Self, Error> {
        check_kind(&file).map_err(Error::InvalidKey)?;
        let client_email = client_email(&mut file).map_err(Error::InvalidKey)?;
        let signing_key = signing_key(&file).map_err(Error::InvalidKey)?;
        Ok(Self {
            client_email,
            client_id: header_text("client_id", &mut file.client_id)?,
            key_id: header_text("private_key_id", &mut file.private_key_id)?,
            project_id: header_text("project_id", &mut file.project_id)?,
            token_uri,
            signing_key,
        })
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

    /// What signs.
    pub fn signing_key(&self) -> &SigningKey {
        &self.signing_key
    }
}

impl fmt::Debug for ServiceAccountKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ServiceAccountKey")
            .field("client_email", &self.client_email)
            .field("key_id", &self.key_id)
            .finish_non_exhaustive()
    }
}

fn check_kind(file: &KeyFile) -> Result<(), KeyError> {
    let expect = |field, found: &Option<String>, expected| match found {
        Some(found) if found != expected => {
            Err(KeyError::new(field, KeyProblem::Unexpected { expected }))
        }
        _ => Ok(()),
    };
    expect("type", &file.kind, "service_account")?;
    expect("universe_domain", &file.universe_domain, "googleapis.com")
}

fn client_email(file: &mut KeyFile) -> Result<String, KeyError> {
    let field = "client_email";
    let email = file.client_email.take().unwrap_or_default();
    let email = email.trim();
    let shaped = email.split_once('@').is_some_and(|(local, domain)| {
        let allowed = |c: char| c.is_ascii_alphanumeric() || "-._".contains(c);
        !local.is_empty() && local.chars().all(allowed) && super::user::is_domain(domain)
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

fn signing_key(file: &KeyFile) -> Result<SigningKey, KeyError> {
    let text = file.private_key.as_deref().map_or("", String::as_str);
    if text.trim().is_empty() {
        return Err(KeyError::private_key(KeyProblem::Absent));
    }
    let (encoding, der) = pem::decode(text)?;
    SigningKey::new(&der::components(encoding, &der)?).map_err(KeyError::private_key)
}

/// An optional field that goes into headers and remedies: short, visible ASCII.
fn header_text(name: &'static str, field: &mut Option<String>) -> Result<Option<String>, Error> {
    let Some(text) = field.take().filter(|text| !text.trim().is_empty()) else {
        return Ok(None);
    };
    let text = text.trim();
    if text.len() <= 256 && text.bytes().all(|b| b.is_ascii_graphic()) {
        return Ok(Some(text.to_owned()));
    }
    let problem = KeyProblem::Unexpected {
        expected: "short text without blanks",
    };
    Err(Error::InvalidKey(KeyError::new(name, problem)))
}

#[cfg(test)]
mod tests;
