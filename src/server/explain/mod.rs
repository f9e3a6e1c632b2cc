//! What a policy grants and why, in words, as JSON: for whoever writes one. Asks the very rules that
//! decide over a request.

mod answer;
mod question;
mod steps;
mod summary;

pub use question::Question;

use super::policy::Policy;
use serde_json::{Value, json};

/// Whether the text is a policy: `{"valid": true, "callers": [...], ...}` says what it holds,
/// `{"valid": false, "path", "problem"}` what is wrong.
pub fn check_policy(policy: &str) -> String {
    of_valid(policy, summary::of)
}

/// What the policy says to the question: `{"valid": true, "granted", "steps": [{"rule", "holds",
/// "says"}]}`, or as [`check_policy`] where it is none.
pub fn explain_policy(policy: &str, question: &Question<'_>) -> String {
    of_valid(policy, |policy| answer::to(question, policy))
}

fn of_valid(text: &str, of: impl Fn(&Policy) -> Value) -> String {
    let found = match Policy::from_json(text) {
        Ok(policy) => of(&policy),
        Err(error) => json!({ "valid": false, "path": error.path(), "problem": error.problem() }),
    };
    found.to_string()
}

#[cfg(test)]
mod tests;
