//! The assertion: a JSON Web Token that a service account signs on behalf of a user.

use super::json::quoted;
use super::key::{ServiceAccount, ServiceAccountKey};
use super::secret::secret_newtype;
use super::signer::SignerError;
use super::time::UnixTime;
use super::wanted::{Delegation, Lifetime, SelfSigned, Wanted};
use alloc::format;
use alloc::string::{String, ToString};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use core::time::Duration;
use rand_core::TryCryptoRng;

/// Google refuses an `iat` in the future and does not document the skew it tolerates.
const BACKDATED: Duration = Duration::from_secs(10);

/// The assertion of RFC 7523, section 3, as Google's service accounts use it: `iss`, `sub`, `scope`,
/// `aud`, `iat` ten seconds before now, `exp` at most an hour after `iat`. Not yet signed, it opens
/// nothing.
#[derive(Debug)]
pub struct UnsignedAssertion(String);

impl UnsignedAssertion {
    /// What is exchanged for a token. The same inputs give the same bytes.
    pub fn new(
        account: &ServiceAccount,
        wanted: Wanted<'_>,
        now: UnixTime,
        life: Lifetime,
    ) -> Self {
        let mut claims = Claims::of(account);
        if let Some(user) = wanted.user() {
            claims.add("sub", user);
        }
        match wanted {
            Wanted::Access(delegation) => claims.add("scope", &delegation.scopes.to_string()),
            Wanted::Identity(identification) => {
                claims.add("target_audience", identification.audience.as_str());
            }
        }
        claims.add("aud", account.token_uri().as_str());
        Self::over(account, claims.between(now, life))
    }

    /// What is a token by itself: Google's APIs take it from the service account that signed it.
    pub fn self_signed(
        account: &ServiceAccount,
        wanted: &SelfSigned,
        now: UnixTime,
        life: Lifetime,
    ) -> Self {
        let mut claims = Claims::of(account);
        claims.add("sub", account.client_email());
        match wanted {
            SelfSigned::Audience(audience) => claims.add("aud", audience.as_str()),
            SelfSigned::Scopes(scopes) => claims.add("scope", &scopes.to_string()),
        }
        Self::over(account, claims.between(now, life))
    }

    fn over(account: &ServiceAccount, claims: String) -> Self {
        let mut compact = URL_SAFE_NO_PAD.encode(header(account));
        compact.push('.');
        URL_SAFE_NO_PAD.encode_string(claims, &mut compact);
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
    /// expires, at most an hour after it was made.
    SignedAssertion
}

impl SignedAssertion {
    /// Makes the assertion and signs it with `key`.
    ///
    /// The same inputs give the same bytes; `rng` only blinds the private-key operation.
    ///
    /// # Errors
    /// [`SignerError::EntropyUnavailable`] or [`SignerError::Fault`].
    pub fn sign(
        key: &ServiceAccountKey,
        delegation: &Delegation,
        now: UnixTime,
        rng: &mut impl TryCryptoRng,
    ) -> Result<Self, SignerError> {
        let life = Lifetime::default();
        let assertion = UnsignedAssertion::new(key.account(), delegation.into(), now, life);
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

/// An object of texts, still open.
struct Claims(String);

impl Claims {
    fn of(account: &ServiceAccount) -> Self {
        Self([r#"{"iss":"#, &quoted(account.client_email())].concat())
    }

    fn add(&mut self, name: &str, text: &str) {
        for part in [",\"", name, "\":", &quoted(text)] {
            self.0.push_str(part);
        }
    }

    fn between(self, now: UnixTime, life: Lifetime) -> String {
        let issued_at = now - BACKDATED;
        let expires_at = issued_at + life.duration();
        format!(
            r#"{},"iat":{},"exp":{}}}"#,
            self.0,
            issued_at.as_secs(),
            expires_at.as_secs()
        )
    }
}
