//! What comes in over HTTP, bounded before it is copied.

use crate::adapters::web::read_within;
use crate::ports::{Incoming, Unread};
use core::time::Duration;
use http::{HeaderMap, HeaderName, HeaderValue};
use js_sys::{Array, JsString};
use wasm_bindgen::JsCast;
use web_sys::{Headers, ReadableStream};

/// The longest header that is read, in letters; a token of Cloudflare Access has some thousand.
const MAX_HEADER: u32 = 16 * 1024;

/// A request's body, which is on its way.
#[derive(Debug)]
pub struct IncomingBody(pub Option<ReadableStream>);

impl Incoming for IncomingBody {
    async fn read(self, limit: usize, timeout: Duration) -> Result<Vec<u8>, Unread> {
        let body = read_within(self.0, limit, timeout).await;
        body.ok_or(Unread::Late)?.map_err(|_| Unread::Cut)
    }
}

/// The headers, as many as the runtime lets through. One that is too long, or that no header type
/// takes, stays with nothing in it: left out, scopes that narrow a request would be no scopes that do.
pub fn header_map(given: &Headers) -> HeaderMap {
    let mut headers = HeaderMap::new();
    let pairs = js_sys::try_iter(given).ok().flatten();
    for pair in pairs.into_iter().flatten().flatten() {
        let pair: Array = pair.unchecked_into();
        let name = text(&pair, 0).and_then(|name| name.parse::<HeaderName>().ok());
        let value = text(&pair, 1).and_then(|value| HeaderValue::from_str(&value).ok());
        let Some(name) = name else { continue };
        let value = value.unwrap_or(HeaderValue::from_static(""));
        if headers.try_append(name, value).is_err() {
            break;
        }
    }
    headers
}

fn text(pair: &Array, index: u32) -> Option<String> {
    let text: JsString = pair.get(index).dyn_into().ok()?;
    (text.length() <= MAX_HEADER).then(|| text.into())
}
