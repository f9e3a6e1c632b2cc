//! AES-256-GCM by the runtime's WebCrypto, under the key that the private key gives.

use super::durable::Place;
use crate::adapters::web::object;
use crate::proto::cache::{CacheKey, Token};
use crate::proto::sealing::{SealingKey, associated_data, from_bytes, to_bytes};
use core::fmt::Write as _;
use js_sys::{Array, Object, Reflect, Uint8Array};
use std::cell::OnceCell;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{CryptoKey, SubtleCrypto};
use zeroize::Zeroizing;

const NAME: &str = "AES-GCM";
/// The nonce before each sealed token: random, and far from repeating in the life of a key.
const NONCE_BYTES: u32 = 12;

/// Seals tokens for a store, and opens them again.
#[derive(Debug)]
pub(super) struct Sealer {
    key: SealingKey,
    /// Imported at the first use: a Worker cannot wait for it while it starts.
    imported: OnceCell<CryptoKey>,
}

impl Sealer {
    pub(super) const fn new(key: SealingKey) -> Self {
        let imported = OnceCell::new();
        Self { key, imported }
    }

    /// Where a store has the token: whoever can list it learns nothing.
    pub(super) fn place(&self, key: &CacheKey) -> Place {
        let [owner, name] = [key.owner(), key.bytes()].map(|place| hex(&self.key.name(place)));
        Place { owner, name }
    }

    pub(super) async fn seal(&self, key: &CacheKey, token: &Token) -> Result<Uint8Array, JsValue> {
        let subtle = subtle().ok_or(JsValue::UNDEFINED)?;
        let mut nonce = [0; NONCE_BYTES as usize];
        getrandom::fill(&mut nonce).map_err(|_| JsValue::UNDEFINED)?;
        let nonce = Uint8Array::from(&nonce[..]);
        let plain = Uint8Array::from(to_bytes(token).as_slice());
        let sealing = subtle.encrypt_with_object_and_js_u8_array(
            &algorithm(&nonce, key),
            &self.imported(&subtle).await?,
            &plain,
        )?;
        let sealed = Uint8Array::new(&JsFuture::from(sealing).await?);
        let whole = Uint8Array::new_with_length(NONCE_BYTES.saturating_add(sealed.length()));
        whole.set(&nonce, 0);
        whole.set(&sealed, NONCE_BYTES);
        Ok(whole)
    }

    /// `None` where it was not sealed for this place, under this key.
    pub(super) async fn open(&self, key: &CacheKey, whole: &Uint8Array) -> Option<Token> {
        let subtle = subtle()?;
        let nonce = whole.subarray(0, NONCE_BYTES);
        let opening = subtle.decrypt_with_object_and_js_u8_array(
            &algorithm(&nonce, key),
            &self.imported(&subtle).await.ok()?,
            &whole.subarray(NONCE_BYTES, whole.length()),
        );
        let plain = JsFuture::from(opening.ok()?).await.ok()?;
        from_bytes(&Zeroizing::new(Uint8Array::new(&plain).to_vec()))
    }

    async fn imported(&self, subtle: &SubtleCrypto) -> Result<CryptoKey, JsValue> {
        if let Some(key) = self.imported.get() {
            return Ok(key.clone());
        }
        let raw = Uint8Array::from(self.key.expose());
        let usages = Array::of2(&"encrypt".into(), &"decrypt".into());
        let importing = subtle.import_key_with_str("raw", &raw, NAME, false, &usages)?;
        let key: CryptoKey = JsFuture::from(importing).await?.unchecked_into();
        raw.fill(0, 0, raw.length());
        Ok(self.imported.get_or_init(|| key).clone())
    }
}

/// The runtime's WebCrypto.
fn subtle() -> Option<SubtleCrypto> {
    let crypto = Reflect::get(&js_sys::global(), &"crypto".into()).ok()?;
    let subtle = Reflect::get(&crypto, &"subtle".into()).ok()?;
    subtle.is_object().then(|| subtle.unchecked_into())
}

fn algorithm(nonce: &Uint8Array, key: &CacheKey) -> Object {
    let data = Uint8Array::from(associated_data(key).as_slice());
    object([
        ("name", NAME.into()),
        ("iv", nonce.into()),
        ("additionalData", data.into()),
    ])
}

fn hex(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().saturating_mul(2));
    for byte in bytes {
        // Writing to a string does not fail.
        let _ = write!(text, "{byte:02x}");
    }
    text
}
