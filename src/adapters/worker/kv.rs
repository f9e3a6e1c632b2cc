//! Workers KV: tokens shared by all isolates, visible elsewhere after a minute or so; nothing that
//! could be a lock.

use super::durable::hex;
use crate::adapters::web::object;
use crate::proto::cache::CacheKey;
use core::time::Duration;
use js_sys::{Object, Promise, Uint8Array};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_futures::JsFuture;

/// KV keeps nothing for less.
const LEAST_TTL: Duration = Duration::from_secs(60);

#[wasm_bindgen]
extern "C" {
    /// The binding.
    #[derive(Debug)]
    pub type KvNamespace;

    #[wasm_bindgen(method, catch, js_name = get)]
    fn get_as(this: &KvNamespace, key: &str, kind: &str) -> Result<Promise, JsValue>;

    #[wasm_bindgen(method, catch, js_name = put)]
    fn put_with(
        this: &KvNamespace,
        key: &str,
        value: &Uint8Array,
        options: &Object,
    ) -> Result<Promise, JsValue>;

    #[wasm_bindgen(method, catch)]
    fn delete(this: &KvNamespace, key: &str) -> Result<Promise, JsValue>;
}

impl KvNamespace {
    pub(super) async fn get(&self, key: &CacheKey) -> Option<Uint8Array> {
        let promise = self.get_as(&hex(key.bytes()), "arrayBuffer").ok()?;
        let value = JsFuture::from(promise).await.ok()?;
        value.is_object().then(|| Uint8Array::new(&value))
    }

    /// The text under a name, if there is one.
    ///
    /// # Errors
    /// KV does not answer.
    pub async fn text(&self, name: &str) -> Result<Option<String>, JsValue> {
        let value = JsFuture::from(self.get_as(name, "text")?).await?;
        Ok(value.as_string())
    }

    /// Keeps it for `life`.
    pub(super) async fn put(
        &self,
        key: &CacheKey,
        sealed: &Uint8Array,
        life: Duration,
    ) -> Result<(), JsValue> {
        let seconds = life.max(LEAST_TTL).as_secs() as f64;
        let options = object([("expirationTtl", seconds.into())]);
        let putting = self.put_with(&hex(key.bytes()), sealed, &options)?;
        JsFuture::from(putting).await.map(drop)
    }

    pub(super) async fn remove(&self, key: &CacheKey) -> Result<(), JsValue> {
        JsFuture::from(self.delete(&hex(key.bytes()))?)
            .await
            .map(drop)
    }
}
