use crate::adapters::web::{object, within};
use crate::ports::{NoResponse, Quota};
use core::time::Duration;
use js_sys::{Object, Promise, Reflect};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_futures::JsFuture;

#[wasm_bindgen]
extern "C" {
    /// A rate limiting binding.
    #[derive(Debug)]
    pub type RateLimiter;

    #[wasm_bindgen(method, catch)]
    fn limit(this: &RateLimiter, options: &Object) -> Result<Promise, JsValue>;
}

/// Cloudflare's rate limiting, where it is bound; otherwise there is no limit.
#[derive(Debug)]
pub(super) struct RateLimit(pub(super) Option<RateLimiter>);

impl Quota for RateLimit {
    async fn allows(&self, caller: &str, timeout: Duration) -> Result<bool, NoResponse> {
        let Some(limiter) = &self.0 else {
            return Ok(true);
        };
        let outcome = within(timeout, ask(limiter, caller)).await;
        outcome
            .and_then(Result::ok)
            .and_then(|success| success.as_bool())
            .ok_or(NoResponse)
    }
}

async fn ask(limiter: &RateLimiter, caller: &str) -> Result<JsValue, JsValue> {
    let limiting = limiter.limit(&object([("key", caller.into())]))?;
    Reflect::get(&JsFuture::from(limiting).await?, &"success".into())
}
