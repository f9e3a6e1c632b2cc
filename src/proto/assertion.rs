//! The assertion: a JSON Web Token that a service account signs on behalf of a user.

use super::diagnose::Facts;
use super::error::Error;
use super::key::ServiceAccountKey;
use super::scope::ScopeSet;
use super::secret::secret_newtype;
use super::time::UnixTime;
use super::user::UserEmail;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use core::time::Duration;
use rand_core::TryCryptoRng;
use serde_json::Value;

/// Google refuses an `iat` in the future and does not document the skew it tolerates.
const BACKDATED: Duration = Duration::from_secs(10);
/// The longest life that Google accepts.
const LIFETIME: Duration = Duration::from_secs(3600);

/// What is asked for: to act on behalf of one user, within some scopes.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Delegation {
    /// The assertion's `sub`.
    pub user: UserEmail,
    /// The assertion's `scope`.
    pub scopes: ScopeSet,
}

impl Delegation {
    /// What an error's remedy may name.
    pub(crate) fn facts(&self, key: &ServiceAccountKey) -> Facts {
        Facts {
            client_id: key.client_id().map(str::to_owned),
            scopes: self.scopes.iter().map(str::to_owned).collect(),
            user: Some(self.user.to_string()),
        }
    }
}

secret_newtype! {
    /// A signed assertion in JWS compact form (RFC 7515, section 3.1): a credential until it
    /// expires, an hour after it was made.
    SignedAssertion
}

impl SignedAssertion {
    /// Signs the assertion of RFC 7523, section 3, as Google's service accounts use it: `iss`,
    /// `sub`, `scope`, `aud`, `iat` ten seconds before `now`, `exp` an hour after `iat`.
    ///
    /// The same inputs give the same bytes; `rng` only blinds the private-key operation.
    ///
    /// # Errors
    /// [`Error::EntropyUnavailable`] or [`Error::SignerFault`].
    pub fn sign(
        key: &ServiceAccountKey,
        delegation: &Delegation,
        now: UnixTime,
        rng: &mut impl TryCryptoRng,
    ) -> Result<Self, Error> {
        let mut compact = URL_SAFE_NO_PAD.encode(header(key));
        compact.push('.');
        URL_SAFE_NO_PAD.encode_string(claims(key, delegation, now), &mut compact);
        let signature = key.signing_key().sign(compact.as_bytes(), rng)?;
        compact.push('.');
        URL_SAFE_NO_PAD.encode_string(signature, &mut compact);
        Ok(Self::new(compact))
    }
}

// The members' order is part of the published vectors, so it is written out here.

fn header(key: &ServiceAccountKey) -> String {
    match key.key_id() {
        Some(key_id) => format!(r#"{{"alg":"RS256","typ":"JWT","kid":{}}}"#, json(key_id)),
        None => r#"{"alg":"RS256","typ":"JWT"}"#.into(),
    }
}

fn claims(key: &ServiceAccountKey, delegation: &Delegation, now: UnixTime) -> String {
    let issued_at = now - BACKDATED;
    format!(
        r#"{{"iss":{},"sub":{},"scope":{},"aud":{},"iat":{},"exp":{}}}"#,
        json(key.client_email()),
        json(delegation.user.as_str()),
        json(&delegation.scopes.to_string()),
        json(key.token_uri().as_str()),
        issued_at.as_secs(),
        (issued_at + LIFETIME).as_secs(),
    )
}

fn json(text: &str) -> Value {
    Value::from(text)
}
