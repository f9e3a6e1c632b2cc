//! An explanation as JSON, with the names that JavaScript gives its members.

use super::finding::{Explanation, Likely, Origin, Paste};
use crate::proto::catalogue::Code;
use crate::proto::json::quoted;
use crate::proto::object::{Object, list};
use alloc::string::String;

impl Explanation {
    /// The explanation as JSON.
    pub fn to_json(&self) -> String {
        let json = Object::new()
            .text("id", self.id)
            .text("origin", self.origin.as_str())
            .raw("likely", &list(self.likely.iter().map(likely)))
            .text("evidence", self.evidence.as_str())
            .flag("retry", self.retry)
            .text_if("code", self.code.map(Code::as_str));
        match &self.paste {
            Some(paste) => json.raw("paste", &to_paste(paste)),
            None => json,
        }
        .finish()
    }
}

impl Origin {
    /// The word for it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Api => "api",
            Self::Edgemint => "edgemint",
            Self::TokenEndpoint => "token_endpoint",
        }
    }
}

fn likely(likely: &Likely) -> String {
    let json = Object::new()
        .text("cause", &likely.cause)
        .text("remedy", &likely.remedy);
    if likely.steps.is_empty() {
        return json.finish();
    }
    let steps = list(likely.steps.iter().map(|step| quoted(step)));
    json.raw("steps", &steps).finish()
}

fn to_paste(paste: &Paste) -> String {
    Object::new()
        .text_if("clientId", paste.client_id.as_deref())
        .text_if("scopes", paste.scopes.as_deref())
        .finish()
}
