use super::account::ServiceAccount;
use super::encoded::EncodedKey;
use crate::proto::endpoint::TokenUri;
use crate::proto::rs256::SigningKey;
use crate::proto::signer::SignerError;

/// A service account that can sign: its identity and its private key.
///
/// The private key never leaves: there is no accessor to its bytes, no `Clone`, and `Debug` is
/// redacted.
#[derive(Debug)]
pub struct ServiceAccountKey {
    account: ServiceAccount,
    signing_key: SigningKey,
}

impl ServiceAccountKey {
    /// Reads Google's key file: JSON, JSON in quotes, or base64 of it. `client_email` and
    /// `private_key` (PKCS#8 or PKCS#1 PEM, 2048 to 4096 bits) are required. A `token_uri` that is
    /// not Google's is refused.
    ///
    /// # Errors
    /// [`SignerError::Key`] with the field and what was found, never its bytes;
    /// [`SignerError::Unsupported`] where this build holds no implementation that the engine can run.
    pub fn from_json(text: &str) -> Result<Self, SignerError> {
        EncodedKey::from_json(text, None)?.try_into()
    }

    /// Reads Google's key file for another token endpoint, whatever the file names.
    ///
    /// # Errors
    /// As [`from_json`](Self::from_json).
    pub fn from_json_for(text: &str, token_uri: TokenUri) -> Result<Self, SignerError> {
        EncodedKey::from_json(text, Some(token_uri))?.try_into()
    }

    /// Whose key it is.
    pub fn account(&self) -> &ServiceAccount {
        &self.account
    }

    /// What signs.
    pub fn signing_key(&self) -> &SigningKey {
        &self.signing_key
    }

    /// Both, for a [`Minter`](crate::Minter).
    pub fn into_parts(self) -> (ServiceAccount, SigningKey) {
        (self.account, self.signing_key)
    }
}

impl TryFrom<EncodedKey> for ServiceAccountKey {
    type Error = SignerError;

    fn try_from(key: EncodedKey) -> Result<Self, SignerError> {
        Ok(Self {
            signing_key: SigningKey::new(key.pkcs1()?)?,
            account: key.into_account(),
        })
    }
}
