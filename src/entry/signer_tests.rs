//! The signer's binding for its tests: the raw operation of both implementations, signing above
//! them, and faults. Never in a build that is shipped.

use crate::proto::error::Error;
use crate::proto::key::RsaNumbers;
use crate::proto::rs256::kernel::FastKey;
use crate::proto::rs256::kernel::faults::{self, Fault, Site};
use crate::proto::rs256::portable::PortableKey;
use crate::{ServiceAccountKey, proto};
use getrandom::SysRng;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// A private key under one of the implementations.
#[wasm_bindgen(js_name = RawKey)]
pub struct JsRawKey(Implementation);

enum Implementation {
    Kernel(Box<FastKey>),
    RsaCrate(Box<PortableKey>),
}

#[wasm_bindgen(js_class = RawKey)]
impl JsRawKey {
    /// Whether the engine's multiply-add rounds once, without which no kernel signs.
    #[wasm_bindgen(js_name = isFused)]
    pub fn is_fused() -> bool {
        FastKey::is_supported()
    }

    /// From PKCS#1 DER, under the kernel, whatever the engine's multiply-add does.
    pub fn kernel(pkcs1: &[u8]) -> Result<JsRawKey, JsValue> {
        let key = FastKey::new(&numbers(pkcs1)?).map_err(described)?;
        Ok(Self(Implementation::Kernel(Box::new(key))))
    }

    /// From PKCS#1 DER, under the `rsa` crate.
    #[wasm_bindgen(js_name = rsaCrate)]
    pub fn rsa_crate(pkcs1: &[u8]) -> Result<JsRawKey, JsValue> {
        let key = PortableKey::new(&numbers(pkcs1)?).map_err(described)?;
        Ok(Self(Implementation::RsaCrate(Box::new(key))))
    }

    /// The raw operation on a big-endian representative. Throws an error's code.
    #[wasm_bindgen(js_name = privateOperation)]
    pub fn private_operation(&self, representative: &[u8]) -> Result<Vec<u8>, JsValue> {
        match &self.0 {
            Implementation::Kernel(key) => key.private_operation(representative, &mut SysRng),
            Implementation::RsaCrate(key) => key.private_operation(representative, &mut SysRng),
        }
        .map_err(code)
    }
}

/// What a user's key file signs with, the second attempt after a fault included.
#[wasm_bindgen(js_name = Signer)]
pub struct JsSigner(ServiceAccountKey);

#[wasm_bindgen(js_class = Signer)]
impl JsSigner {
    /// From the text of a key file.
    #[wasm_bindgen(constructor)]
    pub fn new(credentials: &str) -> Result<JsSigner, JsValue> {
        ServiceAccountKey::from_json(credentials)
            .map(Self)
            .map_err(code)
    }

    /// Which implementation signs.
    #[wasm_bindgen(getter)]
    pub fn name(&self) -> String {
        self.0.signing_key().name().as_str().into()
    }

    /// An RS256 signature. Throws an error's code.
    pub fn sign(&self, message: &[u8]) -> Result<JsSignature, JsValue> {
        let signature = self.0.signing_key().sign(message, &mut SysRng);
        signature.map(JsSignature).map_err(code)
    }
}

/// A signature, and whether it took a second attempt.
#[wasm_bindgen(js_name = Signature)]
pub struct JsSignature(proto::rs256::Signature);

#[wasm_bindgen(js_class = Signature)]
impl JsSignature {
    /// Of the modulus's length.
    #[wasm_bindgen(getter)]
    pub fn bytes(&self) -> Vec<u8> {
        self.0.bytes.clone()
    }

    /// Whether the first attempt did not verify.
    #[wasm_bindgen(getter, js_name = afterFault)]
    pub fn after_fault(&self) -> bool {
        self.0.after_fault
    }
}

/// Faults in the kernel.
#[wasm_bindgen(js_name = Faults)]
pub struct JsFaults;

const SITES: [Site; 7] = [
    Site::BlindingFactor,
    Site::BlindingInverse,
    Site::Coefficient,
    Site::Power,
    Site::Recombination,
    Site::Residues,
    Site::Table,
];

#[wasm_bindgen(js_class = Faults)]
impl JsFaults {
    /// The names of the places where a bit can be turned over.
    pub fn sites() -> Vec<String> {
        SITES.map(|site| format!("{site:?}")).into()
    }

    /// Turns a bit over in the next operation, or in all from now on. `site` is an index.
    pub fn plan(site: usize, bit: usize, lasting: bool) -> Result<(), JsValue> {
        let site = *SITES.get(site).ok_or("no such site")?;
        faults::plan(Some(Fault { site, bit, lasting }));
        Ok(())
    }

    /// No more faults.
    pub fn stop() {
        faults::plan(None);
    }
}

fn numbers(pkcs1: &[u8]) -> Result<RsaNumbers<'_>, JsValue> {
    RsaNumbers::from_pkcs1(pkcs1).map_err(described)
}

fn described(problem: impl core::fmt::Debug) -> JsValue {
    format!("{problem:?}").into()
}

fn code(error: impl Into<Error>) -> JsValue {
    error.into().code().as_str().into()
}
