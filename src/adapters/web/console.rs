//! The only way to the runtime's console, which takes lines of a log alone.

use super::WebPlatform;
use crate::ports::{Event, Journal, LogLine};
use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = console, js_name = log)]
    fn console_log(line: &str);
    #[wasm_bindgen(js_namespace = console, js_name = error)]
    fn console_error(line: &str);
}

/// Writes down what was done.
pub fn log(line: &LogLine) {
    console_log(line.as_str());
}

impl Journal for WebPlatform {
    fn note(&self, event: Event) {
        console_error(LogLine::from(event).as_str());
    }
}
