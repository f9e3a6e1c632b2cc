//! The service of this isolate, from the settings of its deployment.

use crate::adapters::web::WebPlatform;
use crate::adapters::worker::{KvNamespace, Shared, Tiers, WorkerOperations};
use crate::ports::Clock;
use crate::server::{
    Cache, Config, MAX_POLICY_BYTES, MAX_SETTING_BYTES, PolicyInKv, Rejection, Service, Setting,
};
use core::cell::RefCell;
use js_sys::{JSON, JsString, Reflect};
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use worker::Env;
use zeroize::Zeroizing;

pub(super) type WebService = Service<WebPlatform, Tiers, WorkerOperations>;

/// Where a policy is, in the namespace `SETTINGS`.
const POLICY_KEY: &str = "policy";

/// Variables and secrets do not change while an isolate lives. A policy in KV does.
struct Deployed {
    service: Rc<WebService>,
    kv_policy: Option<PolicyInKv>,
}

impl Deployed {
    fn outcome(&self) -> Result<Rc<WebService>, Rejection> {
        let refused = self.kv_policy.as_ref().and_then(PolicyInKv::refused);
        refused.map_or_else(
            || Ok(Rc::clone(&self.service)),
            |refused| Err(refused.clone()),
        )
    }

    fn follow(&mut self, policy: Option<String>) {
        let kept = self.kv_policy.as_mut();
        if let Some(policy) = kept.and_then(|kept| kept.follow(policy)) {
            self.service = Rc::new(self.service.under(policy));
        }
    }
}

thread_local! {
    static DEPLOYED: RefCell<Option<Deployed>> = const { RefCell::new(None) };
}

/// The service, built at first use and when a policy in KV has changed. Requests that are under way
/// end with the one they began with.
pub(super) async fn service(env: &Env) -> Result<Rc<WebService>, Rejection> {
    let kept = DEPLOYED.with_borrow_mut(|deployed| {
        let deployed = deployed.as_mut()?;
        let kept = deployed.kv_policy.as_mut();
        let due = kept.is_some_and(|kept| kept.is_due(WebPlatform.now()));
        Some((deployed.outcome(), due))
    });
    if let Some((outcome, false)) = kept {
        return outcome;
    }
    let given = setting(env, "POLICY", MAX_POLICY_BYTES).filter(|text| !text.trim().is_empty());
    let settings = binding(env, "SETTINGS").filter(|_| given.is_none());
    let Some(settings) = settings else {
        return deploy(env, given, false);
    };
    let namespace: KvNamespace = settings.unchecked_into();
    match (namespace.get(POLICY_KEY, MAX_POLICY_BYTES).await, kept) {
        (Ok(policy), _) => deploy(env, policy.map(text), true),
        // What was valid a minute ago counts until KV answers again.
        (Err(_), Some((outcome, _))) => outcome,
        (Err(_), None) => Err(Rejection::NotConfigured {
            setting: Setting::Policy,
            problem: Some("Workers KV did not answer.".into()),
        }),
    }
}

/// As KV's own texts: without a mark of the byte order, which some editors write.
fn text(bytes: Vec<u8>) -> String {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
    String::from_utf8_lossy(bytes).into_owned()
}

/// The service that is there, if there is one: others may have come first.
fn deploy(env: &Env, policy: Option<String>, in_kv: bool) -> Result<Rc<WebService>, Rejection> {
    DEPLOYED.with_borrow_mut(|deployed| match deployed {
        Some(kept) => {
            kept.follow(policy);
            kept.outcome()
        }
        None => {
            let in_kv = policy.clone().filter(|_| in_kv);
            let kv_policy = in_kv.map(|text| PolicyInKv::new(text, WebPlatform.now()));
            let service = Rc::new(build(env, policy)?);
            deployed.insert(Deployed { service, kv_policy }).outcome()
        }
    })
}

fn build(env: &Env, policy: Option<String>) -> Result<WebService, Rejection> {
    let settings = config(env, policy).read()?;
    let tiers = Tiers::new(shared(env, settings.cache)?, settings.sealing_key);
    let operations = WorkerOperations::new(binding(env, "RATE_LIMITER"), binding(env, "COUNTERS"));
    Ok(Service::new(
        settings.key,
        settings.policy,
        WebPlatform,
        tiers,
        operations,
        settings.limiter_fails,
    ))
}

fn config(env: &Env, policy: Option<String>) -> Config {
    let setting = |name| setting(env, name, MAX_SETTING_BYTES);
    Config {
        service_account_key: setting("SERVICE_ACCOUNT_KEY").map(Zeroizing::new),
        policy,
        token_uri: setting("TOKEN_URI"),
        cache: setting("CACHE"),
        rate_limit_fails: setting("RATE_LIMIT_FAILS"),
    }
}

fn shared(env: &Env, cache: Cache) -> Result<Shared, Rejection> {
    match cache {
        Cache::Durable => Ok(Shared::Durable(
            required(env, "USER_TOKENS")?.unchecked_into(),
        )),
        Cache::Kv => Ok(Shared::Kv(required(env, "TOKENS")?.unchecked_into())),
        Cache::Memory => Ok(Shared::Nothing),
    }
}

fn required(env: &Env, name: &str) -> Result<JsValue, Rejection> {
    binding(env, name).ok_or(Rejection::NotConfigured {
        setting: Setting::Cache,
        problem: Some(format!("It needs the binding {name}.")),
    })
}

fn binding(env: &Env, name: &str) -> Option<JsValue> {
    let value = Reflect::get(env, &name.into()).ok();
    value.filter(JsValue::is_object)
}

/// Text as it is; what wrangler.toml gives as a table, as its JSON. Of one that is too long, a letter
/// more than the limit: what is read of it says so.
fn setting(env: &Env, name: &str, limit: usize) -> Option<String> {
    let value = Reflect::get(env, &name.into()).ok()?;
    let text: JsString = match value.dyn_into() {
        Ok(text) => text,
        Err(value) => JSON::stringify(&value).ok()?.dyn_into().ok()?,
    };
    let most = u32::try_from(limit).unwrap_or(u32::MAX).saturating_add(1);
    Some(text.substring(0, text.length().min(most)).into())
}
