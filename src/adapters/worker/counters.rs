//! The Durable Object that sums up what isolates count: `src/js/worker/counters.js`.

use crate::adapters::web::within;
use crate::ports::Counters;
use core::time::Duration;
use js_sys::{Array, JsString, Promise};
use std::cell::RefCell;
use std::collections::BTreeMap;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// There is one for the whole deployment.
const NAME: &str = "all";
/// One that takes longer does not answer.
const TIMEOUT: Duration = Duration::from_secs(2);
/// There are fewer series: a few hundred of routes, outcomes and caches.
const MAX_SERIES: usize = 4_096;
/// The longest name of a series has about half as many letters.
const MAX_NAME: u32 = 256;

#[wasm_bindgen]
extern "C" {
    /// The binding.
    #[derive(Debug)]
    pub type CountersBinding;

    #[wasm_bindgen(method, catch, js_name = getByName)]
    fn get_by_name(this: &CountersBinding, name: &str) -> Result<Stub, JsValue>;

    type Stub;

    #[wasm_bindgen(method, catch)]
    fn add(this: &Stub, amounts: &Array) -> Result<Promise, JsValue>;

    #[wasm_bindgen(method, catch)]
    fn read(this: &Stub) -> Result<Promise, JsValue>;
}

/// Where counters are summed up.
#[derive(Debug)]
pub(super) enum Sums {
    /// For all isolates.
    Shared(CountersBinding),
    /// In this isolate, where nothing is bound.
    Own(RefCell<BTreeMap<String, f64>>),
}

impl Counters for Sums {
    /// Counts that do not arrive are lost: they are no reason to fail a request.
    async fn add(&self, amounts: Vec<(String, f64)>) {
        match self {
            Self::Shared(binding) => {
                let pair = |(series, amount): (String, f64)| {
                    Array::of2(&JsValue::from(series), &JsValue::from(amount))
                };
                let amounts: Array = amounts.into_iter().map(pair).collect();
                if let Ok(adding) = binding
                    .get_by_name(NAME)
                    .and_then(|stub| stub.add(&amounts))
                {
                    let _ = within(TIMEOUT, JsFuture::from(adding)).await;
                }
            }
            Self::Own(sums) => {
                let mut sums = sums.borrow_mut();
                for (series, amount) in amounts {
                    *sums.entry(series).or_default() += amount;
                }
            }
        }
    }

    async fn read(&self) -> Vec<(String, f64)> {
        match self {
            Self::Shared(binding) => match within(TIMEOUT, read(binding)).await {
                Some(Ok(sums)) => sums,
                _ => Vec::new(),
            },
            Self::Own(sums) => sums.borrow().clone().into_iter().collect(),
        }
    }
}

async fn read(binding: &CountersBinding) -> Result<Vec<(String, f64)>, JsValue> {
    let reading = binding.get_by_name(NAME)?.read()?;
    let sums: Array = JsFuture::from(reading).await?.dyn_into()?;
    let pair = |pair: JsValue| {
        let pair: Array = pair.dyn_into().ok()?;
        let name: JsString = pair.get(0).dyn_into().ok()?;
        let name = (name.length() <= MAX_NAME).then(|| String::from(name))?;
        Some((name, pair.get(1).as_f64()?))
    };
    Ok(sums.iter().take(MAX_SERIES).filter_map(pair).collect())
}
