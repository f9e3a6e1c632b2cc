//! A signed token in its compact form (RFC 7515, section 7.1).

use super::problem::{AccessProblem, Part};
use super::text::{Present, decode, read};
use crate::proto::redact::redact;
use crate::proto::rs256::PublicKey;
use serde::Deserialize;

/// The longest token that is read, in bytes. Access keeps its own below 4 KB, to fit a cookie.
const LONGEST: usize = 8 * 1024;

/// A token that nobody has verified yet.
pub(super) struct Jws<'a> {
    kid: String,
    signed: &'a str,
    claims: Vec<u8>,
    signature: Vec<u8>,
}

#[derive(Deserialize)]
struct Header {
    alg: String,
    kid: String,
    #[serde(default)]
    crit: Present,
}

impl<'a> Jws<'a> {
    /// Takes the token apart and reads its header.
    pub(super) fn parse(token: &'a str) -> Result<Self, AccessProblem> {
        if token.len() > LONGEST {
            return Err(AccessProblem::TooLong { bytes: token.len() });
        }
        let missing = |part| move || malformed(part)("it is missing".into());
        let (signed, signature) = token
            .rsplit_once('.')
            .ok_or_else(missing(Part::Signature))?;
        let (header, claims) = signed.split_once('.').ok_or_else(missing(Part::Claims))?;
        Ok(Self {
            kid: Header::read(header)?.kid,
            signed,
            claims: decode(claims).map_err(malformed(Part::Claims))?,
            signature: decode(signature).map_err(malformed(Part::Signature))?,
        })
    }

    /// The name of the key that is said to have signed it.
    pub(super) fn kid(&self) -> &str {
        &self.kid
    }

    /// The JSON of the claims, which mean something only where `key` signed them.
    pub(super) fn verified(&self, key: &PublicKey) -> Result<&[u8], AccessProblem> {
        match key.verifies(self.signed.as_bytes(), &self.signature) {
            true => Ok(&self.claims),
            false => Err(AccessProblem::Signature),
        }
    }
}

impl Header {
    fn read(part: &str) -> Result<Self, AccessProblem> {
        let header: Self = decode(part)
            .and_then(|json| read(&json))
            .map_err(malformed(Part::Header))?;
        if header.alg != "RS256" {
            return Err(AccessProblem::Algorithm {
                found: redact(&header.alg),
            });
        }
        match header.crit {
            Present(true) => Err(AccessProblem::Critical),
            Present(false) => Ok(header),
        }
    }
}

pub(super) fn malformed(part: Part) -> impl Fn(String) -> AccessProblem {
    move |problem| AccessProblem::Malformed { part, problem }
}
