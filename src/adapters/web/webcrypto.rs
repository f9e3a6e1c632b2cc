//! Signing by the runtime's own WebCrypto, with a key that cannot be taken out of it again.

use super::object;
use crate::ports::{Entropy, Signer};
use crate::proto::error::Error;
use crate::proto::key::{EncodedKey, KeyError, KeyProblem};
use crate::proto::rs256::Signature;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use js_sys::{Array, Object, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{CryptoKey, SubtleCrypto};

const NAME: &str = "webcrypto";
/// RS256 less its hash, which WebCrypto makes a property of the key.
const ALGORITHM: &str = "RSASSA-PKCS1-v1_5";

/// A private key in WebCrypto: not extractable, and for signing only.
#[derive(Debug)]
pub struct WebCryptoKey {
    subtle: SubtleCrypto,
    key: CryptoKey,
}

impl WebCryptoKey {
    /// Hands the key over. The runtime says whether its numbers belong together.
    ///
    /// # Errors
    /// [`Error::InvalidKey`]; [`Error::SignerUnsupported`] where there is no WebCrypto.
    pub async fn import(key: &EncodedKey) -> Result<Self, Error> {
        let subtle = subtle().ok_or(Error::SignerUnsupported { signer: NAME })?;
        let public = public_jwk(key)?;
        let private = Uint8Array::from(key.to_pkcs8()?.as_slice());
        let imported = import_key(&subtle, "pkcs8", &private, "sign").await;
        private.fill(0, 0, private.length());
        let key = imported.map_err(|_| inconsistent())?;
        let own = Self { subtle, key };
        match own.pairs_with(&public).await {
            Ok(true) => Ok(own),
            _ => Err(inconsistent()),
        }
    }

    /// Node takes numbers that do not belong together, and signs with them.
    async fn pairs_with(&self, public: &Object) -> Result<bool, JsValue> {
        let public = import_key(&self.subtle, "jwk", public, "verify").await?;
        let message = Uint8Array::from(NAME.as_bytes());
        let signature = self.signature(&message).await?;
        let verifying = self
            .subtle
            .verify_with_str_and_js_u8_array_and_js_u8_array(
                ALGORITHM, &public, &signature, &message,
            )?;
        Ok(JsFuture::from(verifying).await?.is_truthy())
    }

    async fn signature(&self, message: &Uint8Array) -> Result<Uint8Array, JsValue> {
        let signing = self
            .subtle
            .sign_with_str_and_js_u8_array(ALGORITHM, &self.key, message)?;
        Ok(Uint8Array::new(&JsFuture::from(signing).await?))
    }
}

impl Signer for WebCryptoKey {
    fn name(&self) -> &'static str {
        NAME
    }

    /// Blinding, and the check of each signature against faults, are the runtime's own: OpenSSL and
    /// BoringSSL do both.
    async fn sign(&self, message: &[u8], _entropy: &impl Entropy) -> Result<Signature, Error> {
        // A copy in JavaScript's memory: WebAssembly's may move while the engine signs.
        let signature = self.signature(&Uint8Array::from(message)).await;
        Ok(Signature {
            bytes: signature.map_err(|_| Error::SignerFault)?.to_vec(),
            after_fault: false,
        })
    }
}

/// The runtime's WebCrypto; pages from plain http have none.
pub fn subtle() -> Option<SubtleCrypto> {
    let crypto = Reflect::get(&js_sys::global(), &"crypto".into()).ok()?;
    let subtle = Reflect::get(&crypto, &"subtle".into()).ok()?;
    subtle.is_object().then(|| subtle.unchecked_into())
}

async fn import_key(
    subtle: &SubtleCrypto,
    format: &str,
    key: &Object,
    usage: &str,
) -> Result<CryptoKey, JsValue> {
    let algorithm = object([("name", ALGORITHM.into()), ("hash", "SHA-256".into())]);
    let usages = Array::of1(&usage.into());
    let importing = subtle.import_key_with_object(format, key, &algorithm, false, &usages)?;
    JsFuture::from(importing).await.map(JsCast::unchecked_into)
}

fn public_jwk(key: &EncodedKey) -> Result<Object, Error> {
    let numbers = key.numbers()?;
    Ok(object([
        ("kty", "RSA".into()),
        ("n", URL_SAFE_NO_PAD.encode(numbers.modulus).into()),
        ("e", URL_SAFE_NO_PAD.encode(numbers.public_exponent).into()),
    ]))
}

/// What WebCrypto says of a key it refuses is the same for all that may be wrong with it.
fn inconsistent() -> Error {
    let equation = "its numbers belong together";
    Error::InvalidKey(KeyError::private_key(KeyProblem::Inconsistent { equation }))
}
