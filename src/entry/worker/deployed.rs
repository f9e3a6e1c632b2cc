//! The service of this isolate, from the settings of its deployment.

use crate::adapters::web::WebPlatform;
use crate::adapters::worker::{KvNamespace, Shared, Tiers, WorkerOperations};
use crate::ports::Clock;
use crate::proto::time::UnixTime;
use crate::server::{Cache, Config, Rejection, Service, Setting, config};
use core::cell::RefCell;
use core::time::Duration;
use js_sys::{JSON, Reflect};
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use worker::Env;
use zeroize::Zeroizing;

pub(super) type WebService = Service<WebPlatform, Tiers, WorkerOperations>;

/// Where a policy is, in the namespace `SETTINGS`.
const POLICY_KEY: &str = "policy";
/// How long one from there counts before it is looked at again.
const REREAD_AFTER: Duration = Duration::from_secs(60);

/// Variables and secrets do not change while an isolate lives. A policy in KV does.
struct Deployed {
    service: Rc<WebService>,
    kv_policy: Option<KvPolicy>,
}

struct KvPolicy {
    text: String,
    read: UnixTime,
}

impl KvPolicy {
    /// Whether it is to be read again, now and by whoever asks first: others go on with this one.
    fn claim(&mut self, now: UnixTime) -> bool {
        let due = now < self.read || now.since(self.read) >= REREAD_AFTER;
        if due {
            self.read = now;
        }
        due
    }
}

thread_local! {
    static DEPLOYED: RefCell<Option<Deployed>> = const { RefCell::new(None) };
}

/// The service, built at first use and when a policy in KV has changed. Requests that are under way
/// end with the one they began with.
pub(super) async fn service(env: &Env) -> Result<Rc<WebService>, Rejection> {
    let kept = DEPLOYED.with_borrow_mut(|deployed| {
        let Deployed { service, kv_policy } = deployed.as_mut()?;
        let due = kv_policy
            .as_mut()
            .is_some_and(|kept| kept.claim(WebPlatform.now()));
        Some((Rc::clone(service), due))
    });
    if let Some((service, false)) = kept {
        return Ok(service);
    }
    let given = setting(env, "POLICY").filter(|text| !text.trim().is_empty());
    let settings = binding(env, "SETTINGS").filter(|_| given.is_none());
    let Some(settings) = settings else {
        return deploy(env, given, false);
    };
    let namespace: KvNamespace = settings.unchecked_into();
    match (namespace.text(POLICY_KEY).await, kept) {
        (Ok(policy), _) => deploy(env, policy, true),
        // What was valid a minute ago counts until KV answers again.
        (Err(_), Some((service, _))) => Ok(service),
        (Err(_), None) => Err(Rejection::NotConfigured {
            setting: Setting::Policy,
            problem: Some("Workers KV did not answer.".into()),
        }),
    }
}

/// Keeps the service that is there if it has this policy: others may have come first. A policy that
/// is gone or malformed lets nobody in.
fn deploy(env: &Env, policy: Option<String>, in_kv: bool) -> Result<Rc<WebService>, Rejection> {
    DEPLOYED.with_borrow_mut(|deployed| {
        let same = |kept: &&Deployed| match &kept.kv_policy {
            Some(kept) => policy.as_ref() == Some(&kept.text),
            None => true,
        };
        if let Some(kept) = deployed.as_ref().filter(same) {
            return Ok(Rc::clone(&kept.service));
        }
        let text = policy.clone().filter(|_| in_kv);
        let service = Rc::new(match deployed.take() {
            Some(before) => before.service.under(config::policy(policy)?),
            None => build(env, policy)?,
        });
        *deployed = Some(Deployed {
            service: Rc::clone(&service),
            kv_policy: text.map(|text| KvPolicy {
                text,
                read: WebPlatform.now(),
            }),
        });
        Ok(service)
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
    ))
}

fn config(env: &Env, policy: Option<String>) -> Config {
    Config {
        service_account_key: setting(env, "SERVICE_ACCOUNT_KEY").map(Zeroizing::new),
        policy,
        token_uri: setting(env, "TOKEN_URI"),
        cache: setting(env, "CACHE"),
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

/// Text as it is; what wrangler.toml gives as a table, as its JSON.
fn setting(env: &Env, name: &str) -> Option<String> {
    let value = Reflect::get(env, &name.into()).ok()?;
    value
        .as_string()
        .or_else(|| JSON::stringify(&value).ok()?.as_string())
}
