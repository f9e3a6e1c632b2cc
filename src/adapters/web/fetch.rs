use super::{WebPlatform, read_bounded};
#[cfg(feature = "server")]
use crate::ports::{Document, Documents};
use crate::ports::{NoResponse, Transport};
use crate::proto::exchange::{CONTENT_TYPE, MAX_RESPONSE_BYTES, TokenRequest, TokenResponse};
use crate::proto::time::millis;
use alloc::string::String;
use alloc::vec::Vec;
use core::time::Duration;
use js_sys::Promise;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortSignal, Headers, Request, RequestInit, RequestRedirect, Response};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = fetch, catch)]
    fn fetch(request: &Request) -> Result<Promise, JsValue>;
}

impl Transport for WebPlatform {
    async fn post(
        &self,
        request: &TokenRequest,
        timeout: Duration,
    ) -> Result<TokenResponse, NoResponse> {
        // What fetch throws may quote the request, so it goes no further.
        post(request, timeout).await.map_err(|_| NoResponse)
    }
}

#[cfg(feature = "server")]
impl Documents for WebPlatform {
    async fn get(
        &self,
        url: &str,
        timeout: Duration,
        limit: usize,
    ) -> Result<Document, NoResponse> {
        get(url, timeout, limit).await.map_err(|_| NoResponse)
    }
}

async fn post(request: &TokenRequest, timeout: Duration) -> Result<TokenResponse, JsValue> {
    let init = RequestInit::new();
    init.set_method("POST");
    init.set_body(&JsValue::from_str(request.body.expose()));
    let posted = prepare(request.uri.as_str(), &init, timeout)?;
    posted.headers().set("Content-Type", CONTENT_TYPE)?;
    let (response, body) = exchange(&posted, MAX_RESPONSE_BYTES).await?;
    let headers = response.headers();
    Ok(TokenResponse {
        status: response.status(),
        date: header(&headers, "Date"),
        retry_after: header(&headers, "Retry-After"),
        body: body.into(),
    })
}

#[cfg(feature = "server")]
async fn get(url: &str, timeout: Duration, limit: usize) -> Result<Document, JsValue> {
    let request = prepare(url, &RequestInit::new(), timeout)?;
    let (response, body) = exchange(&request, limit).await?;
    let status = response.status();
    Ok(Document { status, body })
}

/// A request that goes to this URL and nowhere else: a redirect would carry an assertion to somebody
/// else, or bring a document of theirs.
fn prepare(url: &str, init: &RequestInit, timeout: Duration) -> Result<Request, JsValue> {
    init.set_redirect(RequestRedirect::Manual);
    init.set_signal(Some(&AbortSignal::timeout_with_u32(millis(timeout))));
    Request::new_with_str_and_init(url, init)
}

async fn exchange(request: &Request, limit: usize) -> Result<(Response, Vec<u8>), JsValue> {
    let response: Response = JsFuture::from(fetch(request)?).await?.dyn_into()?;
    let body = read_bounded(response.body(), limit).await?;
    Ok((response, body))
}

/// A page sees these headers only where the endpoint lists them for CORS; then they are absent.
fn header(headers: &Headers, name: &str) -> Option<String> {
    headers.get(name).ok().flatten()
}
