use super::WebPlatform;
use crate::ports::Clock;
use crate::proto::time::UnixTime;
use core::time::Duration;
use js_sys::{Date, Function, Promise};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_futures::JsFuture;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = setTimeout, catch)]
    fn set_timeout(
        callback: &Function,
        millis: u32,
    ) -> Result<wasm_bindgen::JsValue, wasm_bindgen::JsValue>;
}

impl Clock for WebPlatform {
    fn now(&self) -> UnixTime {
        // A double holds milliseconds exactly; the cast saturates.
        UnixTime::from_millis(Date::now() as u64)
    }

    async fn sleep(&self, span: Duration) {
        let millis = u32::try_from(span.as_millis()).unwrap_or(u32::MAX);
        let timer = Promise::new(&mut |resolve, _| {
            // Without a timer (at a Worker's start-up) waiting is left out.
            if set_timeout(&resolve, millis).is_err() {
                let _ = resolve.call0(&wasm_bindgen::JsValue::UNDEFINED);
            }
        });
        let _ = JsFuture::from(timer).await;
    }
}
