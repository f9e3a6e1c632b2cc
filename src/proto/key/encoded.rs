//! A key file that was read, its private key still in DER: for a signer to take over.

use super::account::ServiceAccount;
use super::der::{self, RsaNumbers};
use super::file::KeyFile;
use super::pem::{self, Encoding};
use super::problem::{KeyError, KeyProblem};
use crate::proto::endpoint::TokenUri;
use crate::proto::rs256::{check_numbers, check_shape};
#[cfg(feature = "server")]
use crate::proto::sealing::SealingKey;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;
use zeroize::Zeroizing;

/// A service account and its private key in DER, which is wiped when this is dropped.
pub struct EncodedKey {
    account: ServiceAccount,
    encoding: Encoding,
    der: Zeroizing<Vec<u8>>,
}

impl EncodedKey {
    /// Reads Google's key file: JSON, JSON in quotes, or base64 of it. `client_email` and
    /// `private_key` (PKCS#8 or PKCS#1 PEM) are required. Without a `token_uri` here the file's
    /// own counts, and is refused if it is not Google's.
    ///
    /// # Errors
    /// With the field and what was found, never its bytes.
    pub fn from_json(text: &str, token_uri: Option<TokenUri>) -> Result<Self, KeyError> {
        let mut file = KeyFile::parse(text)?;
        let token_uri = token_uri.or_else(|| TokenUri::from_key_file(file.token_uri.as_deref()));
        let foreign = KeyError::new("token_uri", KeyProblem::ForeignTokenUri);
        let account = ServiceAccount::take(&mut file, token_uri.ok_or(foreign)?)?;
        let text = file.private_key.as_deref().map_or("", String::as_str);
        if text.trim_ascii().is_empty() {
            return Err(KeyError::private_key(KeyProblem::Absent));
        }
        let (encoding, der) = pem::decode(text)?;
        Ok(Self {
            account,
            encoding,
            der,
        })
    }

    /// Without a private key, from what [`ServiceAccount::to_json`] gave: for a platform that has
    /// the key already.
    ///
    /// # Errors
    /// As [`from_json`](Self::from_json).
    pub fn of_account(json: &str) -> Result<Self, KeyError> {
        let mut file = KeyFile::parse(json)?;
        let token_uri = TokenUri::configured(file.token_uri.as_deref().unwrap_or_default());
        let foreign = |_| KeyError::new("token_uri", KeyProblem::ForeignTokenUri);
        Ok(Self {
            account: ServiceAccount::take(&mut file, token_uri.map_err(foreign)?)?,
            encoding: Encoding::Pkcs8,
            der: Zeroizing::default(),
        })
    }

    /// Whose key it is.
    pub fn account(&self) -> &ServiceAccount {
        &self.account
    }

    /// The numbers of the key, not yet checked.
    pub(crate) fn numbers(&self) -> Result<RsaNumbers<'_>, KeyError> {
        der::numbers(self.pkcs1()?)
    }

    /// The private key in PKCS#1.
    pub(crate) fn pkcs1(&self) -> Result<&[u8], KeyError> {
        der::pkcs1(self.encoding, &self.der)
    }

    /// The private key in PKCS#8, whatever the file has, for a platform that signs by itself. Its
    /// sizes and exponent are checked; whether the numbers belong together says
    /// [`check`](Self::check).
    ///
    /// # Errors
    /// Where it is not one RSA key of 2048 to 4096 bits.
    pub fn to_pkcs8(&self) -> Result<Zeroizing<Vec<u8>>, KeyError> {
        check_shape(&self.numbers()?).map_err(KeyError::private_key)?;
        Ok(der::to_pkcs8(self.pkcs1()?))
    }

    /// Whether the key signs: its numbers belong together, and its primes are primes. A platform is
    /// not to be asked: Deno's process ends where a signature does not come out right.
    ///
    /// # Errors
    /// With the reason.
    pub fn check(&self) -> Result<(), KeyError> {
        let checked = check_numbers(&self.numbers()?);
        checked.map(drop).map_err(KeyError::private_key)
    }

    /// The key that tokens are sealed under at rest.
    ///
    /// # Errors
    /// Where there is no private key in it.
    #[cfg(feature = "server")]
    pub fn sealing_key(&self) -> Result<SealingKey, KeyError> {
        self.pkcs1().map(SealingKey::derive)
    }

    /// The service account alone; the key is wiped.
    pub fn into_account(self) -> ServiceAccount {
        self.account
    }
}

impl fmt::Debug for EncodedKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EncodedKey")
            .field("account", &self.account)
            .finish_non_exhaustive()
    }
}
