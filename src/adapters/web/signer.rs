//! What signs in a JavaScript program, by its own choice.

use super::WebCryptoKey;
use crate::ports::{Entropy, Signer};
use crate::proto::error::Error;
use crate::proto::rs256::{Signature, SigningKey};
use alloc::boxed::Box;

/// One of the two signers.
#[derive(Debug)]
pub enum WebSigner {
    /// Pure Rust: the same in every runtime.
    Rust(Box<SigningKey>),
    /// The runtime's own.
    WebCrypto(WebCryptoKey),
}

impl Signer for WebSigner {
    fn name(&self) -> &'static str {
        match self {
            Self::Rust(key) => key.name(),
            Self::WebCrypto(key) => key.name(),
        }
    }

    async fn sign(&self, message: &[u8], entropy: &impl Entropy) -> Result<Signature, Error> {
        match self {
            Self::Rust(key) => Signer::sign(&**key, message, entropy).await,
            Self::WebCrypto(key) => key.sign(message, entropy).await,
        }
    }
}
