//! The Durable Objects in which all isolates meet: `src/js/worker/user-tokens.js`.

use crate::proto::cache::CacheKey;
use crate::proto::time::UnixTime;
use core::fmt::Write as _;
use js_sys::{Promise, Uint8Array};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

#[wasm_bindgen]
extern "C" {
    /// The binding.
    #[derive(Debug)]
    pub type UserTokens;

    #[wasm_bindgen(method, catch, js_name = getByName)]
    fn get_by_name(this: &UserTokens, name: &str) -> Result<Stub, JsValue>;

    type Stub;

    #[wasm_bindgen(method, catch)]
    fn claim(this: &Stub, key: &str, held: f64) -> Result<Promise, JsValue>;

    #[wasm_bindgen(method, catch)]
    fn keep(
        this: &Stub,
        key: &str,
        sealed: &Uint8Array,
        expires_at: f64,
        spent_at: f64,
    ) -> Result<Promise, JsValue>;

    #[wasm_bindgen(method, catch)]
    fn release(this: &Stub, key: &str) -> Result<Promise, JsValue>;

    #[wasm_bindgen(method, catch)]
    fn remove(this: &Stub, key: &str) -> Result<Promise, JsValue>;
}

impl UserTokens {
    /// A sealed token that outlives `held`; `None` where the asker is to mint.
    pub(super) async fn claim(&self, key: &CacheKey, held: Option<UnixTime>) -> Option<Uint8Array> {
        let held = held.map_or(0.0, millis);
        let promise = self.stub(key).ok()?.claim(&hex(key.bytes()), held).ok()?;
        JsFuture::from(promise).await.ok()?.dyn_into().ok()
    }

    pub(super) async fn keep(
        &self,
        key: &CacheKey,
        sealed: &Uint8Array,
        expires_at: UnixTime,
        spent_at: UnixTime,
    ) -> Result<(), JsValue> {
        let (expires_at, spent_at) = (millis(expires_at), millis(spent_at));
        let stub = self.stub(key)?;
        let keeping = stub.keep(&hex(key.bytes()), sealed, expires_at, spent_at)?;
        JsFuture::from(keeping).await.map(drop)
    }

    pub(super) async fn release(&self, key: &CacheKey) -> Result<(), JsValue> {
        let releasing = self.stub(key)?.release(&hex(key.bytes()))?;
        JsFuture::from(releasing).await.map(drop)
    }

    pub(super) async fn remove(&self, key: &CacheKey) -> Result<(), JsValue> {
        let removing = self.stub(key)?.remove(&hex(key.bytes()))?;
        JsFuture::from(removing).await.map(drop)
    }

    /// One object for each service account and user.
    fn stub(&self, key: &CacheKey) -> Result<Stub, JsValue> {
        self.get_by_name(&hex(key.owner()))
    }
}

/// A double holds milliseconds exactly.
fn millis(time: UnixTime) -> f64 {
    time.as_millis() as f64
}

pub(super) fn hex(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(2 * bytes.len());
    for byte in bytes {
        // Writing to a string does not fail.
        let _ = write!(text, "{byte:02x}");
    }
    text
}
