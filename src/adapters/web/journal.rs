use super::WebPlatform;
use crate::ports::{Event, Journal};
use alloc::string::ToString;
use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = console, js_name = error)]
    fn console_error(line: &str);
}

impl Journal for WebPlatform {
    fn note(&self, event: Event) {
        console_error(&event.to_string());
    }
}
