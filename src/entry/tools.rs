//! What `npm run policy` calls: the rules that a deployment decides by, without a deployment.

use crate::server::{Question, check_policy, explain_policy};
use wasm_bindgen::prelude::wasm_bindgen;

/// See [`check_policy`].
#[wasm_bindgen(js_name = checkPolicy)]
pub fn check(policy: &str) -> String {
    check_policy(policy)
}

/// See [`explain_policy`].
#[wasm_bindgen(js_name = explainPolicy)]
pub fn explain(
    policy: &str,
    caller: &str,
    user: Option<String>,
    scopes: Option<String>,
    method: Option<String>,
    target: Option<String>,
) -> String {
    let question = Question {
        caller,
        user: user.as_deref(),
        scopes: scopes.as_deref(),
        method: method.as_deref(),
        target: target.as_deref(),
    };
    explain_policy(policy, &question)
}
