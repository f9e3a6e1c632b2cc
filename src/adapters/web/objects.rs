use js_sys::{Object, Reflect};
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
