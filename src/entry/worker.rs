//! The Cloudflare Worker: HTTP to and from the service.

mod deployed;

use crate::adapters::web::{console, delegation, object, token_object};
use crate::adapters::worker::{IncomingBody, WorkerApis, header_map};
use crate::ports::LogLine;
use crate::proto::wanted::Delegation;
use crate::server::{Call, Rejection, request_target};
use deployed::WebService;
use http::Request;
use js_sys::JSON;
use std::rc::Rc;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_futures::future_to_promise;
use web_sys::{ReadableStream, ResponseInit};
use worker::{Context, Env, Headers, Response, Result, event};

#[event(fetch)]
async fn fetch(request: worker::Request, env: Env, ctx: Context) -> Result<Response> {
    let service = match deployed::service(&env).await {
        Ok(service) => service,
        Err(rejection) => return to_worker(rejection.into_response()),
    };
    let head = head(&request)?;
    if head.uri().path().starts_with("/proxy/") {
        let body = request.inner().body();
        let proxied = service
            .proxy(&WorkerApis, head.map(|()| body.map(Some)))
            .await;
        behind(&ctx, service, proxied.refresh, &proxied.log);
        return match proxied.reply {
            Ok(response) => streamed(response),
            Err(response) => to_worker(response),
        };
    }
    let body = IncomingBody(request.inner().body());
    let answer = service.handle(head.map(|()| body)).await;
    behind(&ctx, service, answer.refresh, &answer.log);
    to_worker(answer.response)
}

/// What is left to be done when the response is on its way.
fn behind(ctx: &Context, service: Rc<WebService>, refresh: Option<Delegation>, log: &LogLine) {
    console::log(log);
    ctx.wait_until(async move {
        if let Some(delegation) = refresh {
            service.refresh(&delegation).await;
        }
        service.flush().await;
    });
}

/// For a bound Worker: a promise of `{ token, behind }`, where `behind` is what is left to be done, or
/// of an exception with the facts of the refusal. The caller's name comes from the binding's props.
#[allow(unreachable_pub, reason = "wasm_bindgen takes public functions only")]
#[wasm_bindgen(js_name = getToken)]
pub async fn get_token(
    env: Env,
    caller: Option<String>,
    user: JsValue,
    scopes: JsValue,
) -> core::result::Result<JsValue, JsValue> {
    let service = deployed::service(&env)
        .await
        .map_err(|rejection| facts(&rejection))?;
    let wanted = delegation(&user, &scopes);
    let called = service.call(Call { caller, wanted }).await;
    console::log(&called.log);
    let refresh = called.refresh();
    let (granted, delegation) = called.result.map_err(|rejection| facts(&rejection))?;
    let behind = future_to_promise(async move {
        if let Some(delegation) = refresh {
            service.refresh(&delegation).await;
        }
        service.flush().await;
        Ok(JsValue::UNDEFINED)
    });
    let token = token_object(&granted.token, &delegation).into();
    Ok(object([("token", token), ("behind", behind.into())]).into())
}

fn facts(rejection: &Rejection) -> JsValue {
    JSON::parse(&rejection.body().to_string()).unwrap_or_default()
}

fn head(request: &worker::Request) -> Result<Request<()>> {
    // The raw method: worker's own type reads an unknown one as GET.
    let method = request.inner().method();
    let url = request.inner().url();
    let host = request.headers().get("host")?.unwrap_or_default();
    let mut head = Request::builder()
        .method(method.as_str())
        .uri(format!("/{}", request_target(&url, &host)));
    if let Some(all) = head.headers_mut() {
        *all = header_map(&request.inner().headers());
    }
    head.body(())
        .map_err(|error| worker::Error::RustError(error.to_string()))
}

fn streamed(response: http::Response<Option<ReadableStream>>) -> Result<Response> {
    let (head, body) = response.into_parts();
    let init = ResponseInit::new();
    init.set_status(head.status.as_u16());
    let headers = web_sys::Headers::new()?;
    for (name, value) in &head.headers {
        headers.append(name.as_str(), value.to_str().unwrap_or_default())?;
    }
    init.set_headers(&headers);
    let response = web_sys::Response::new_with_opt_readable_stream_and_init(body.as_ref(), &init)?;
    Ok(response.into())
}

fn to_worker(response: http::Response<String>) -> Result<Response> {
    let (parts, body) = response.into_parts();
    let headers = Headers::new();
    for (name, value) in &parts.headers {
        headers.set(name.as_str(), value.to_str().unwrap_or_default())?;
    }
    let response = Response::from_bytes(body.into_bytes())?;
    Ok(response
        .with_status(parts.status.as_u16())
        .with_headers(headers))
}
