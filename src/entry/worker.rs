//! The Cloudflare Worker: HTTP to and from the service, settings from the environment.

use crate::adapters::web::{WebPlatform, delegation, object, read_bounded, token_object};
use crate::adapters::worker::{Shared, Tiers, WorkerOperations};
use crate::server::{Cache, Call, Config, MAX_BODY_BYTES, Rejection, Service, Setting};
use http::{HeaderValue, Request};
use js_sys::{JSON, Reflect};
use std::cell::OnceCell;
use std::rc::Rc;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::future_to_promise;
use worker::{Context, Env, Headers, Response, Result, event};
use zeroize::Zeroizing;

type WebService = Service<WebPlatform, Tiers, WorkerOperations>;

thread_local! {
    /// One service an isolate: its settings do not change while it lives.
    static SERVICE: OnceCell<Rc<WebService>> = const { OnceCell::new() };
}

#[event(fetch)]
async fn fetch(request: worker::Request, env: Env, ctx: Context) -> Result<Response> {
    let service = match service(&env) {
        Ok(service) => service,
        Err(rejection) => return to_worker(rejection.into_response()),
    };
    let answer = service.handle(&from_worker(request).await?).await;
    worker::console_log!("{}", answer.log);
    ctx.wait_until(async move {
        if let Some(delegation) = answer.refresh {
            service.refresh(&delegation).await;
        }
        service.flush().await;
    });
    to_worker(answer.response)
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
    let service = service(&env).map_err(|rejection| facts(&rejection))?;
    let wanted = delegation(&user, &scopes);
    let called = service.call(Call { caller, wanted }).await;
    worker::console_log!("{}", called.log);
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

fn service(env: &Env) -> core::result::Result<Rc<WebService>, Rejection> {
    SERVICE.with(|cell| {
        if let Some(service) = cell.get() {
            return Ok(Rc::clone(service));
        }
        let settings = config(env).read()?;
        let tiers = Tiers::new(shared(env, settings.cache)?, settings.sealing_key);
        let operations =
            WorkerOperations::new(binding(env, "RATE_LIMITER"), binding(env, "COUNTERS"));
        let service = Service::new(
            settings.key,
            settings.policy,
            WebPlatform,
            tiers,
            operations,
        );
        Ok(Rc::clone(cell.get_or_init(|| Rc::new(service))))
    })
}

fn config(env: &Env) -> Config {
    Config {
        service_account_key: setting(env, "SERVICE_ACCOUNT_KEY").map(Zeroizing::new),
        policy: setting(env, "POLICY"),
        token_uri: setting(env, "TOKEN_URI"),
        cache: setting(env, "CACHE"),
    }
}

fn shared(env: &Env, cache: Cache) -> core::result::Result<Shared, Rejection> {
    match cache {
        Cache::Durable => Ok(Shared::Durable(
            required(env, "USER_TOKENS")?.unchecked_into(),
        )),
        Cache::Kv => Ok(Shared::Kv(required(env, "TOKENS")?.unchecked_into())),
        Cache::Memory => Ok(Shared::Nothing),
    }
}

fn required(env: &Env, name: &str) -> core::result::Result<JsValue, Rejection> {
    binding(env, name).ok_or(Rejection::NotConfigured {
        setting: Setting::Cache,
        problem: Some(format!("It needs the binding {name}.")),
    })
}

fn binding(env: &Env, name: &str) -> Option<JsValue> {
    let value = Reflect::get(env, &name.into()).ok();
    value.filter(JsValue::is_object)
}

/// Text as it is; what wrangler.toml gives as a table, as its JSON.
fn setting(env: &Env, name: &str) -> Option<String> {
    let value = Reflect::get(env, &name.into()).ok()?;
    value
        .as_string()
        .or_else(|| JSON::stringify(&value).ok()?.as_string())
}

async fn from_worker(request: worker::Request) -> Result<Request<Vec<u8>>> {
    // The raw method: worker's own type reads an unknown one as GET.
    let method = request.inner().method();
    let mut converted = Request::builder()
        .method(method.as_str())
        .uri(request.path());
    for (name, value) in request.headers() {
        // One that no header type takes is left out: an unreadable credential is none.
        if let Ok(value) = HeaderValue::from_str(&value) {
            converted = converted.header(name, value);
        }
    }
    // A body that breaks off reads as an empty one, which no route takes.
    let body = read_bounded(request.inner().body(), MAX_BODY_BYTES)
        .await
        .unwrap_or_default();
    converted
        .body(body)
        .map_err(|error| worker::Error::RustError(error.to_string()))
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
