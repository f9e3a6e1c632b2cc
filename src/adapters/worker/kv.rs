//! Workers KV: tokens shared by all isolates, visible elsewhere after a minute or so; nothing that
//! could be a lock.

use crate::adapters::web::{object, read_bounded, within};
use core::time::Duration;
use js_sys::{Object, Promise, Uint8Array};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::ReadableStream;

/// One that takes longer does not answer.
const TIMEOUT: Duration = Duration::from_secs(2);
/// KV keeps nothing for less.
const LEAST_TTL: Duration = Duration::from_secs(60);

#[wasm_bindgen]
extern "C" {
    /// The binding.
    #[derive(Debug)]
    pub type KvNamespace;

    #[wasm_bindgen(method, catch, js_name = get)]
    fn get_as(this: &KvNamespace, name: &str, kind: &str) -> Result<Promise, JsValue>;

    #[wasm_bindgen(method, catch, js_name = put)]
    fn put_with(
        this: &KvNamespace,
        name: &str,
        value: &Uint8Array,
        options: &Object,
    ) -> Result<Promise, JsValue>;

    #[wasm_bindgen(method, catch)]
    fn delete(this: &KvNamespace, name: &str) -> Result<Promise, JsValue>;
}

impl KvNamespace {
    /// What is under a name, up to `limit` bytes, and of something longer one byte more: a value may
    /// have 25 MB.
    ///
    /// # Errors
    /// KV does not answer.
    pub async fn get(&self, name: &str, limit: usize) -> Result<Option<Vec<u8>>, JsValue> {
        let late = || Err(JsValue::UNDEFINED);
        within(TIMEOUT, self.read(name, limit))
            .await
            .unwrap_or_else(late)
    }

    async fn read(&self, name: &str, limit: usize) -> Result<Option<Vec<u8>>, JsValue> {
        let value = JsFuture::from(self.get_as(name, "stream")?).await?;
        if value.is_null() {
            return Ok(None);
        }
        let stream: ReadableStream = value.dyn_into()?;
        read_bounded(Some(stream), limit).await.map(Some)
    }

    /// Keeps it for `life`.
    pub(super) async fn put(
        &self,
        name: &str,
        sealed: &Uint8Array,
        life: Duration,
    ) -> Result<(), JsValue> {
        let seconds = f64::from(u32::try_from(life.max(LEAST_TTL).as_secs()).unwrap_or(u32::MAX));
        let options = object([("expirationTtl", seconds.into())]);
        JsFuture::from(self.put_with(name, sealed, &options)?)
            .await
            .map(drop)
    }

    pub(super) async fn remove(&self, name: &str) -> Result<(), JsValue> {
        JsFuture::from(self.delete(name)?).await.map(drop)
    }
}
