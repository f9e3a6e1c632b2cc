//! RS256 by `rsa` 0.9, used as its documentation says: blinded, the key's primes checked.

use rsa::pkcs1v15::SigningKey;
use rsa::pkcs8::DecodePrivateKey;
use rsa::rand_core::OsRng;
use rsa::sha2::Sha256;
use rsa::signature::{RandomizedSigner, SignatureEncoding};
use wasm_bindgen::JsError;
use wasm_bindgen::prelude::wasm_bindgen;

/// A key that signs.
#[wasm_bindgen]
pub struct Signer(SigningKey<Sha256>);

#[wasm_bindgen]
impl Signer {
    /// From PEM, PKCS#8.
    #[wasm_bindgen(constructor)]
    pub fn new(pem: &str) -> Result<Signer, JsError> {
        Ok(Self(SigningKey::from_pkcs8_pem(pem)?))
    }

    /// The signature, as long as the modulus.
    pub fn sign(&self, message: &[u8]) -> Result<Vec<u8>, JsError> {
        let signature = self.0.try_sign_with_rng(&mut OsRng, message)?;
        Ok(signature.to_vec())
    }
}
