use super::{WebPlatform, read_bounded};
use crate::ports::{NoResponse, Transport};
use crate::proto::exchange::{CONTENT_TYPE, MAX_RESPONSE_BYTES, TokenRequest, TokenResponse};
use alloc::string::String;
use core::time::Duration;
use js_sys::Promise;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortSignal, Headers, Request, RequestInit, RequestRedirect, Response};
use zeroize::Zeroizing;

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

async fn post(request: &TokenRequest, timeout: Duration) -> Result<TokenResponse, JsValue> {
    let init = RequestInit::new();
    init.set_method("POST");
    init.set_body(&JsValue::from_str(request.body.expose()));
    // A redirect would carry the assertion to somebody else.
    init.set_redirect(RequestRedirect::Manual);
    let millis = u32::try_from(timeout.as_millis()).unwrap_or(u32::MAX);
    init.set_signal(Some(&AbortSignal::timeout_with_u32(millis)));
    let request = Request::new_with_str_and_init(request.uri.as_str(), &init)?;
    request.headers().set("Content-Type", CONTENT_TYPE)?;
    let response: Response = JsFuture::from(fetch(&request)?).await?.dyn_into()?;
    let body = Zeroizing::new(read_bounded(response.body(), MAX_RESPONSE_BYTES).await?);
    let headers = response.headers();
    Ok(TokenResponse {
        status: response.status(),
        date: header(&headers, "Date"),
        retry_after: header(&headers, "Retry-After"),
        body,
    })
}

/// A page sees these headers only where the endpoint lists them for CORS; then they are absent.
fn header(headers: &Headers, name: &str) -> Option<String> {
    headers.get(name).ok().flatten()
}
