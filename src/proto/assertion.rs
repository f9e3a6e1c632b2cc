//! The assertion: a JSON Web Token that a service account signs on behalf of a user.

use super::diagnose::Facts;
use super::error::Error;
use super::json::quoted;
use super::key::{ServiceAccount, ServiceAccountKey};
use super::scope::ScopeSet;
use super::secret::secret_newtype;
use super::time::UnixTime;
use super::user::UserEmail;
use alloc::borrow::ToOwned;
use alloc::format;
use alloc::string::{String, ToString};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use core::time::Duration;
use rand_core::TryCryptoRng;

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
    pub(crate) fn facts(&self, account: &ServiceAccount) -> Facts {
        Facts {
            client_id: account.client_id().map(str::to_owned),
            scopes: self.scopes.iter().map(str::to_owned).collect(),
            user: Some(self.user.to_string()),
        }
    }
}

/// The assertion of RFC 7523, section 3, as Google's service accounts use it: `iss`, `sub`, `scope`,
/// `aud`, `iat` ten seconds before now, `exp` an hour after `iat`. Not yet signed, it opens nothing.
#[derive(Debug)]
pub struct UnsignedAssertion(String);

impl UnsignedAssertion {
    /// The same inputs give the same bytes.
    pub fn new(account: &ServiceAccount, delegation: &Delegation, now: UnixTime) -> Self {
        let mut compact = URL_SAFE_NO_PAD.encode(header(account));
        compact.push('.');
        URL_SAFE_NO_PAD.encode_string(claims(account, delegation, now), &mut compact);
        Self(compact)
    }

    /// What the signature is made over (RFC 7515, section 5.1).
    pub fn signing_input(&self) -> &[u8] {
        self.0.as_bytes()
    }

    /// The assertion, with an RS256 signature over [`signing_input`](Self::signing_input).
    pub fn with_signature(self, signature: &[u8]) -> SignedAssertion {
        let mut compact = self.0;
        compact.push('.');
        URL_SAFE_NO_PAD.encode_string(signature, &mut compact);
        SignedAssertion::new(compact)
    }
}

secret_newtype! {
    /// A signed assertion in JWS compact form (RFC 7515, section 3.1): a credential until it
    /// expires, an hour after it was made.
    SignedAssertion
}

impl SignedAssertion {
    /// Makes the assertion and signs it with `key`.
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
        let assertion = UnsignedAssertion::new(key.account(), delegation, now);
        let signature = key.signing_key().sign(assertion.signing_input(), rng)?;
        Ok(assertion.with_signature(&signature.bytes))
    }
}

// The members' order is part of the published vectors, so it is written out here.

fn header(account: &ServiceAccount) -> String {
    match account.key_id() {
        Some(key_id) => format!(r#"{{"alg":"RS256","typ":"JWT","kid":{}}}"#, quoted(key_id)),
        None => r#"{"alg":"RS256","typ":"JWT"}"#.into(),
    }
}

fn claims(account: &ServiceAccount, delegation: &Delegation, now: UnixTime) -> String {
    let issued_at = now - BACKDATED;
    format!(
        r#"{{"iss":{},"sub":{},"scope":{},"aud":{},"iat":{},"exp":{}}}"#,
        quoted(account.client_email()),
        quoted(delegation.user.as_str()),
        quoted(&delegation.scopes.to_string()),
        quoted(account.token_uri().as_str()),
        issued_at.as_secs(),
        (issued_at + LIFETIME).as_secs(),
    )
}
