//! A key file field by field, for somebody who looks for what is wrong with it: reading stops at the
//! first fault, this does not.

use super::account;
use super::der;
use super::encoded::EncodedKey;
use super::file::KeyFile;
use super::pem;
use super::problem::{KeyError, KeyProblem};
use crate::proto::rs256::{PublicKey, check_numbers, check_shape};
use alloc::string::String;

/// What a key file holds, each field read by itself. Nothing in it is secret.
#[derive(Debug)]
pub(crate) struct Review {
    /// Whether it has any field that makes it a key file.
    pub(crate) has_fields: bool,
    pub(crate) kind: Result<(), KeyError>,
    pub(crate) universe: Result<(), KeyError>,
    pub(crate) client_email: Result<String, KeyError>,
    pub(crate) client_id: Result<Option<String>, KeyError>,
    pub(crate) key_id: Result<Option<String>, KeyError>,
    pub(crate) project_id: Result<Option<String>, KeyError>,
    pub(crate) token_uri: Option<String>,
    /// How many bits it has.
    pub(crate) private_key: Result<usize, KeyError>,
}

/// Reads what [`EncodedKey::from_json`] reads.
///
/// # Errors
/// That the text is no JSON object whose fields are text.
pub(crate) fn review_key_file(text: &str) -> Result<Review, KeyError> {
    let mut file = KeyFile::parse(text)?;
    let has_fields =
        file.kind.is_some() || file.client_email.is_some() || file.private_key.is_some();
    let private_key = file.private_key.as_deref().map_or("", String::as_str);
    Ok(Review {
        has_fields,
        kind: account::check_kind(&file),
        universe: account::check_universe(&file),
        private_key: review_private_key(private_key),
        client_email: account::client_email(&mut file),
        client_id: account::header_text("client_id", &mut file.client_id),
        key_id: account::header_text("private_key_id", &mut file.private_key_id),
        project_id: account::header_text("project_id", &mut file.project_id),
        token_uri: file.token_uri,
    })
}

/// Checks a private key in PEM, as a key file has it, and says how many bits it has.
///
/// # Errors
/// What is wrong with it.
pub(crate) fn review_private_key(text: &str) -> Result<usize, KeyError> {
    if text.trim_ascii().is_empty() {
        return Err(KeyError::private_key(KeyProblem::Absent));
    }
    let (encoding, der) = pem::decode(text)?;
    let numbers = der::numbers(der::pkcs1(encoding, &der)?)?;
    check_numbers(&numbers).map_err(KeyError::private_key)
}

/// The public half, to check signatures with.
///
/// # Errors
/// Where it is not one RSA key of 2048 to 4096 bits.
pub(crate) fn public_key(key: &EncodedKey) -> Result<PublicKey, KeyError> {
    let numbers = key.numbers()?;
    check_shape(&numbers).map_err(KeyError::private_key)?;
    let public = PublicKey::new(numbers.modulus, numbers.public_exponent);
    public.ok_or(KeyError::private_key(KeyProblem::NotDer))
}
