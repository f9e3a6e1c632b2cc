//! The public keys of a team (RFC 7517), as `/cdn-cgi/access/certs` answers with them.

use super::problem::KeysProblem;
use super::text::{Present, decode, read};
use crate::proto::redact::redact;
use crate::proto::rs256::PublicKey;
use alloc::rc::Rc;
use serde::Deserialize;
use serde_json::value::RawValue;

/// Keys that check RS256 signatures, by name.
#[derive(Debug)]
pub(super) struct Jwks(Vec<(String, Rc<PublicKey>)>);

#[derive(Deserialize)]
struct Document<'a> {
    #[serde(borrow)]
    keys: Vec<&'a RawValue>,
}

#[derive(Deserialize)]
struct Jwk {
    kid: String,
    kty: String,
    alg: String,
    r#use: String,
    n: String,
    e: String,
    /// Any number of the private half, which nobody should have published. Two of them are a member
    /// given twice.
    #[serde(
        default,
        alias = "p",
        alias = "q",
        alias = "dp",
        alias = "dq",
        alias = "qi"
    )]
    d: Present,
}

impl Jwks {
    /// Reads the document. Keys for other algorithms and uses are passed over, as RFC 7517,
    /// section 5, has it; so are those that are too short, and those that show their private half.
    ///
    /// # Errors
    /// Where it is no set of keys, no key in it is left, or two have one name.
    pub(super) fn from_json(json: &[u8]) -> Result<Self, KeysProblem> {
        let document: Document<'_> =
            read(json).map_err(|problem| KeysProblem::Malformed { problem })?;
        let mut keys = Self(Vec::new());
        for (kid, key) in document.keys.iter().filter_map(|key| usable(key)) {
            if keys.get(&kid).is_some() {
                return Err(KeysProblem::Ambiguous { kid: redact(&kid) });
            }
            keys.0.push((kid, Rc::new(key)));
        }
        match keys.0.is_empty() {
            true => Err(KeysProblem::Empty),
            false => Ok(keys),
        }
    }

    /// The key of this name.
    pub(super) fn get(&self, kid: &str) -> Option<&Rc<PublicKey>> {
        let named = |(name, _): &&(String, _)| name == kid;
        self.0.iter().find(named).map(|(_, key)| key)
    }
}

fn usable(json: &RawValue) -> Option<(String, PublicKey)> {
    let jwk: Jwk = serde_json::from_str(json.get()).ok()?;
    let signs = jwk.kty == "RSA" && jwk.alg == "RS256" && jwk.r#use == "sig";
    if !signs || jwk.d.0 {
        return None;
    }
    let key = PublicKey::new(&decode(&jwk.n).ok()?, &decode(&jwk.e).ok()?)?;
    Some((jwk.kid, key))
}
