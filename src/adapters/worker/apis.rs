//! Google's APIs, by the Worker's own fetch; bodies stream both ways.

use super::http::header_map;
use crate::adapters::web::{read_within, within};
use crate::ports::{Apis, NoResponse};
use core::time::Duration;
use http::{HeaderMap, Method, Response};
use js_sys::{Array, Function, Promise};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Headers, ReadableStream, Request, RequestInit, RequestRedirect};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = fetch, catch)]
    fn fetch(request: &Request) -> Result<Promise, JsValue>;
}

/// How long the beginning of an error may take to come.
const PEEK_TIMEOUT: Duration = Duration::from_secs(2);

/// The APIs as a Worker reaches them.
#[derive(Clone, Copy, Debug, Default)]
pub struct WorkerApis;

impl Apis for WorkerApis {
    type Body = Option<ReadableStream>;

    async fn send(
        &self,
        method: &Method,
        url: &str,
        headers: HeaderMap,
        body: Option<Self::Body>,
        timeout: Duration,
    ) -> Result<Response<Self::Body>, NoResponse> {
        let sent = within(timeout, send(method, url, &headers, body.flatten())).await;
        // What fetch throws may quote the request, so it goes no further.
        sent.and_then(Result::ok).ok_or(NoResponse)
    }

    async fn peek(&self, body: Self::Body, limit: usize) -> (Vec<u8>, Self::Body) {
        let Some((one, other)) = body.as_ref().and_then(tee) else {
            return (Vec::new(), body);
        };
        // The whole answer waits meanwhile.
        let start = read_within(Some(one), limit, PEEK_TIMEOUT).await;
        let start = start.and_then(Result::ok).unwrap_or_default();
        (start, Some(other))
    }
}

async fn send(
    method: &Method,
    url: &str,
    headers: &HeaderMap,
    body: Option<ReadableStream>,
) -> Result<Response<Option<ReadableStream>>, JsValue> {
    let init = RequestInit::new();
    init.set_method(method.as_str());
    // A redirect would carry the token to somebody else.
    init.set_redirect(RequestRedirect::Manual);
    if let Some(body) = body {
        init.set_body(&body);
    }
    let sent = Headers::new()?;
    for (name, value) in headers {
        sent.append(
            name.as_str(),
            value.to_str().map_err(|_| JsValue::UNDEFINED)?,
        )?;
    }
    init.set_headers(&sent);
    let request = Request::new_with_str_and_init(url, &init)?;
    let answer: web_sys::Response = JsFuture::from(fetch(&request)?).await?.dyn_into()?;
    let mut response = Response::new(answer.body());
    *response.status_mut() =
        http::StatusCode::from_u16(answer.status()).map_err(|_| JsValue::UNDEFINED)?;
    *response.headers_mut() = header_map(&answer.headers());
    Ok(response)
}

/// The stream twice.
fn tee(stream: &ReadableStream) -> Option<(ReadableStream, ReadableStream)> {
    let tee = js_sys::Reflect::get(stream, &"tee".into()).ok()?;
    let pair: Array = tee
        .dyn_into::<Function>()
        .ok()?
        .call0(stream)
        .ok()?
        .dyn_into()
        .ok()?;
    Some((pair.get(0).dyn_into().ok()?, pair.get(1).dyn_into().ok()?))
}
