//! What makes signatures, by name, and why it may make none.

use super::catalogue::messages;
use super::key::{KeyError, KeyProblem};
use core::fmt;

/// An implementation of RS256.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SignerName {
    /// The project's own kernel, in WebAssembly's relaxed SIMD.
    RelaxedSimd,
    /// The `rsa` crate.
    RsaCrate,
    /// The runtime's WebCrypto.
    WebCrypto,
}

impl SignerName {
    /// As it is written in JSON.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::RelaxedSimd => "relaxed-simd",
            Self::RsaCrate => "rsa-crate",
            Self::WebCrypto => "webcrypto",
        }
    }
}

/// Why there is no signature.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SignerError {
    /// The random source failed; nothing is signed without it.
    EntropyUnavailable,
    /// The signature did not verify; it was not released.
    Fault,
    /// The key is not one that signs.
    Key(KeyError),
    /// This engine cannot run the signer.
    Unsupported {
        /// Which.
        signer: SignerName,
    },
}

impl From<KeyError> for SignerError {
    fn from(error: KeyError) -> Self {
        Self::Key(error)
    }
}

/// What is wrong with the numbers of a private key is wrong with the file's field.
impl From<KeyProblem> for SignerError {
    fn from(problem: KeyProblem) -> Self {
        Self::Key(KeyError::private_key(problem))
    }
}

impl fmt::Display for SignerError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::EntropyUnavailable => f.write_str(messages::ENTROPY.text),
            Self::Fault => f.write_str(messages::SIGNER_FAULT.text),
            Self::Key(error) => error.fmt(f),
            Self::Unsupported { signer } => messages::SIGNER_UNSUPPORTED
                .with(&[&signer.as_str()])
                .fmt(f),
        }
    }
}

impl core::error::Error for SignerError {
    fn source(&self) -> Option<&(dyn core::error::Error + 'static)> {
        match self {
            Self::Key(error) => Some(error),
            _ => None,
        }
    }
}
