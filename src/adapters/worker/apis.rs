//! Google's APIs, by the Worker's own fetch; bodies stream both ways.

use crate::adapters::web::read_bounded;
use crate::ports::{Apis, NoResponse};
use http::{HeaderMap, HeaderValue, Method, Response};
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
    ) -> Result<Response<Self::Body>, NoResponse> {
        // What fetch throws may quote the request, so it goes no further.
        let sent = send(method, url, &headers, body.flatten()).await;
        sent.map_err(|_| NoResponse)
    }

    async fn peek(&self, body: Self::Body, limit: usize) -> (Vec<u8>, Self::Body) {
        let Some((one, other)) = body.as_ref().and_then(tee) else {
            return (Vec::new(), body);
        };
        let start = read_bounded(Some(one), limit).await.unwrap_or_default();
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
    *response.headers_mut() = received(&answer.headers());
    Ok(response)
}

/// Those that are headers to us as well.
fn received(headers: &Headers) -> HeaderMap {
    let mut received = HeaderMap::new();
    let pairs = js_sys::try_iter(headers).ok().flatten();
    for pair in pairs.into_iter().flatten().flatten() {
        let pair: Array = pair.unchecked_into();
        let (name, value) = (pair.get(0).as_string(), pair.get(1).as_string());
        let (Some(name), Some(value)) = (name, value) else {
            continue;
        };
        if let (Ok(name), Ok(value)) = (
            name.parse::<http::HeaderName>(),
            HeaderValue::from_str(&value),
        ) {
            received.append(name, value);
        }
    }
    received
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
