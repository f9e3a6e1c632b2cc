//! What signs in a JavaScript program, by its own choice.

use super::Host;
use crate::ports::{Entropy, Signer};
use crate::proto::rs256::{Signature, SigningKey};
use crate::proto::signer::{SignerError, SignerName};
use alloc::boxed::Box;
use js_sys::Uint8Array;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;

/// One of the two signers.
#[derive(Debug)]
pub enum HostSigner {
    /// Pure Rust: the same in every runtime.
    Rust(Box<SigningKey>),
    /// The runtime's own, with a key that cannot be taken out of it again.
    WebCrypto(Host),
}

impl Signer for HostSigner {
    fn name(&self) -> SignerName {
        match self {
            Self::Rust(key) => key.name(),
            Self::WebCrypto(_) => SignerName::WebCrypto,
        }
    }

    /// Blinding, and the check of each signature against faults, are WebCrypto's own: OpenSSL and
    /// BoringSSL do both.
    async fn sign(&self, message: &[u8], entropy: &impl Entropy) -> Result<Signature, SignerError> {
        let host = match self {
            Self::Rust(key) => return Signer::sign(&**key, message, entropy).await,
            Self::WebCrypto(host) => host,
        };
        let signed = JsFuture::from(host.sign(message)).await;
        let signature = signed.ok().and_then(|value| value.dyn_into().ok());
        Ok(Signature {
            bytes: signature.map_or(Err(SignerError::Fault), |bytes: Uint8Array| {
                Ok(bytes.to_vec())
            })?,
            after_fault: false,
        })
    }
}
