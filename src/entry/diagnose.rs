//! The binding of `edgemint/diagnose`: texts in, JSON out.

use crate::help::explain::{self, Token};
use crate::help::inspect::{self, Against};
use crate::proto::diagnose::Facts;
use crate::{ScopeSet, UnixTime};
use alloc::borrow::ToOwned;
use alloc::string::String;
use wasm_bindgen::prelude::wasm_bindgen;
use zeroize::Zeroizing;

/// What is known of a token. No user is not known; an empty one is a token without a subject.
fn token(user: Option<String>, scopes: &str, client_id: Option<String>) -> Token {
    let subjectless = user.as_deref() == Some("");
    let scopes = scopes.parse::<ScopeSet>();
    let is_number = |id: &String| !id.is_empty() && id.bytes().all(|b| b.is_ascii_digit());
    Token {
        facts: Facts {
            client_id: client_id.filter(is_number),
            scopes: scopes.map_or_else(
                |_| Default::default(),
                |scopes| scopes.iter().map(str::to_owned).collect(),
            ),
            user: user.filter(|user| !user.is_empty()),
        },
        subjectless,
    }
}

/// See [`explain::explain`].
#[wasm_bindgen]
pub fn explain(
    text: &str,
    user: Option<String>,
    scopes: &str,
    client_id: Option<String>,
) -> Option<String> {
    let found = explain::explain(text, &token(user, scopes, client_id))?;
    Some(found.to_json())
}

/// See [`explain::explain_api`].
#[wasm_bindgen(js_name = explainApi)]
pub fn explain_api(
    status: u16,
    body: &str,
    user: Option<String>,
    scopes: &str,
    client_id: Option<String>,
) -> Option<String> {
    let found = explain::explain_api(status, body, &token(user, scopes, client_id))?;
    Some(found.to_json())
}

/// See [`inspect::inspect`]. What may be a key is wiped. `now` is in milliseconds since 1970.
#[wasm_bindgen]
pub fn inspect(text: String, now: f64, token_uri: Option<String>, key: Option<String>) -> String {
    let (text, key) = (Zeroizing::new(text), key.map(Zeroizing::new));
    let against = Against {
        now: UnixTime::from_date(now),
        token_uri: token_uri.as_deref(),
        key: key.as_deref().map(String::as_str),
    };
    inspect::inspect(&text, &against).to_json()
}
