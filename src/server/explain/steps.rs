//! The rules that a question meets, one after the other.

use serde_json::{Value, json};

/// The rules met so far.
#[derive(Default)]
pub(super) struct Steps(Vec<Step>);

struct Step {
    rule: &'static str,
    holds: bool,
    says: String,
}

impl Steps {
    pub(super) fn holds(&mut self, rule: &'static str, says: impl Into<String>) {
        self.add(rule, true, says.into());
    }

    pub(super) fn is_missing(&mut self, rule: &'static str, says: impl Into<String>) {
        self.add(rule, false, says.into());
    }

    fn add(&mut self, rule: &'static str, holds: bool, says: String) {
        self.0.push(Step { rule, holds, says });
    }

    pub(super) fn to_json(&self) -> Value {
        let step =
            |step: &Step| json!({ "rule": step.rule, "holds": step.holds, "says": step.says });
        json!({
            "valid": true,
            "granted": self.0.iter().all(|step| step.holds),
            "steps": self.0.iter().map(step).collect::<Vec<_>>(),
        })
    }
}
