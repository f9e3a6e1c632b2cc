use crate::adapters::web::object;
use crate::ports::Quota;
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
    /// A limiter that fails limits nobody: it keeps load away, not intruders.
    async fn allows(&self, caller: &str) -> bool {
        let Some(limiter) = &self.0 else { return true };
        let Ok(limiting) = limiter.limit(&object([("key", caller.into())])) else {
            return true;
        };
        let outcome = JsFuture::from(limiting).await.unwrap_or_default();
        let success = Reflect::get(&outcome, &"success".into());
        success.map_or(true, |success| success != JsValue::FALSE)
    }
}
