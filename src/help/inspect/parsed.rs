//! A JSON Web Token that could be read, not yet judged.

use alloc::string::String;
use alloc::vec::Vec;

/// A token that could be read.
pub(super) struct Token<'a> {
    pub(super) signing_input: &'a str,
    pub(super) signature: Vec<u8>,
    pub(super) alg: Option<String>,
    pub(super) kid: Option<String>,
    pub(super) claims: Claims<'a>,
}

/// The claims that matter here: as text, or as they are written.
pub(super) struct Claims<'a> {
    pub(super) iss: Option<String>,
    pub(super) sub: Option<&'a str>,
    pub(super) scope: Option<&'a str>,
    pub(super) target_audience: Option<&'a str>,
    pub(super) aud: Option<&'a str>,
    pub(super) iat: Option<&'a str>,
    pub(super) exp: Option<&'a str>,
}
