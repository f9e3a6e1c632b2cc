use super::counters::Sums;
use super::quota::RateLimit;
use crate::ports::{Counters, Operations, Quota};
use wasm_bindgen::{JsCast, JsValue};

/// What a deployment binds for its operator; each of it may be missing.
#[derive(Debug)]
pub struct WorkerOperations {
    quota: RateLimit,
    counters: Sums,
}

impl WorkerOperations {
    /// From the bindings `RATE_LIMITER` and `COUNTERS`.
    pub fn new(rate_limiter: Option<JsValue>, counters: Option<JsValue>) -> Self {
        Self {
            quota: RateLimit(rate_limiter.map(JsCast::unchecked_into)),
            counters: match counters {
                Some(binding) => Sums::Shared(binding.unchecked_into()),
                None => Sums::Own(std::cell::RefCell::default()),
            },
        }
    }
}

impl Operations for WorkerOperations {
    fn quota(&self) -> &impl Quota {
        &self.quota
    }

    fn counters(&self) -> &impl Counters {
        &self.counters
    }
}
