use crate::proto::cache::Token;
use crate::proto::wanted::Delegation;
use js_sys::{Array, Date, Object, Reflect};
use wasm_bindgen::JsValue;

/// An ordinary JavaScript object.
pub fn object<const N: usize>(members: [(&str, JsValue); N]) -> Object {
    let object = Object::new();
    for (name, value) in members {
        // Setting a member of a fresh, ordinary object does not fail.
        let _ = Reflect::set(&object, &name.into(), &value);
    }
    object
}

/// A token as JavaScript callers get it: `Token` in `src/js/index.d.ts`.
pub fn token_object(token: &Token, delegation: &Delegation) -> Object {
    let expires_at = JsValue::from_f64(token.expires_at.to_date());
    let scopes = token.scopes(&delegation.scopes).iter();
    let scopes: Array = scopes.map(JsValue::from_str).collect();
    let user = delegation.subject.user();
    object([
        ("accessToken", token.access_token.expose().into()),
        ("tokenType", "Bearer".into()),
        ("expiresAt", Date::new(&expires_at).into()),
        ("scopes", scopes.into()),
        (
            "user",
            user.map_or(JsValue::NULL, |user| user.as_str().into()),
        ),
    ])
}
