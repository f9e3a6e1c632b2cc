//! An inspection as JSON, with the names that JavaScript gives its members.

use super::findings::{Check, Inspection, Key};
use crate::proto::object::{Object, list};
use alloc::string::{String, ToString};

impl Inspection {
    /// The inspection as JSON.
    pub fn to_json(&self) -> String {
        let json = Object::new()
            .text("kind", self.kind.as_str())
            .text("what", self.what)
            .flag("ok", self.ok())
            .raw("checks", &list(self.checks.iter().map(check)));
        let key = self.key.as_ref().map(key);
        let parts = [
            ("header", &self.header),
            ("claims", &self.claims),
            ("key", &key),
        ];
        let known = |json: Object, (name, part): (&str, &Option<String>)| match part {
            Some(part) => json.raw(name, part),
            None => json,
        };
        parts.into_iter().fold(json, known).finish()
    }
}

fn check(check: &Check) -> String {
    Object::new()
        .text("id", check.id)
        .flag("ok", check.ok())
        .text("what", &check.what)
        .text_if("remedy", check.remedy.as_deref())
        .finish()
}

fn key(key: &Key) -> String {
    let json = Object::new()
        .text_if("clientEmail", key.client_email.as_deref())
        .text_if("clientId", key.client_id.as_deref())
        .text_if("keyId", key.key_id.as_deref())
        .text_if("projectId", key.project_id.as_deref())
        .text_if("tokenUri", key.token_uri.as_deref());
    match key.bits {
        Some(bits) => json.raw("bits", &bits.to_string()),
        None => json,
    }
    .finish()
}
