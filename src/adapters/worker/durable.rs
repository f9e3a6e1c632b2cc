//! The Durable Objects in which all isolates meet: `src/js/worker/user-tokens.js`.

use crate::proto::time::UnixTime;
use js_sys::{Promise, Uint8Array};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

#[wasm_bindgen]
extern "C" {
    /// The binding.
    #[derive(Debug)]
    pub type UserTokens;

    #[wasm_bindgen(method, catch, js_name = getByName)]
    fn get_by_name(this: &UserTokens, name: &str) -> Result<Stub, JsValue>;

    type Stub;

    #[wasm_bindgen(method, catch)]
    fn claim(this: &Stub, key: &str, held: f64) -> Result<Promise, JsValue>;

    #[wasm_bindgen(method, catch)]
    fn keep(
        this: &Stub,
        key: &str,
        sealed: &Uint8Array,
        expires_at: f64,
        spent_at: f64,
    ) -> Result<Promise, JsValue>;

    #[wasm_bindgen(method, catch)]
    fn release(this: &Stub, key: &str) -> Result<Promise, JsValue>;

    #[wasm_bindgen(method, catch)]
    fn remove(this: &Stub, key: &str) -> Result<Promise, JsValue>;
}

/// Where a token is: in the object of its service account and user, under a name.
#[derive(Debug)]
pub(super) struct Place {
    pub(super) owner: String,
    pub(super) name: String,
}

impl UserTokens {
    /// A sealed token that outlives `held`; nothing where the asker is to mint.
    pub(super) async fn claim(
        &self,
        place: &Place,
        held: Option<UnixTime>,
    ) -> Result<Uint8Array, JsValue> {
        let held = held.map_or(0.0, UnixTime::to_date);
        let claiming = self.stub(place)?.claim(&place.name, held)?;
        JsFuture::from(claiming).await?.dyn_into()
    }

    pub(super) async fn keep(
        &self,
        place: &Place,
        sealed: &Uint8Array,
        expires_at: UnixTime,
        spent_at: UnixTime,
    ) -> Result<(), JsValue> {
        let (expires_at, spent_at) = (expires_at.to_date(), spent_at.to_date());
        let stub = self.stub(place)?;
        let keeping = stub.keep(&place.name, sealed, expires_at, spent_at)?;
        JsFuture::from(keeping).await.map(drop)
    }

    pub(super) async fn release(&self, place: &Place) -> Result<(), JsValue> {
        let releasing = self.stub(place)?.release(&place.name)?;
        JsFuture::from(releasing).await.map(drop)
    }

    pub(super) async fn remove(&self, place: &Place) -> Result<(), JsValue> {
        let removing = self.stub(place)?.remove(&place.name)?;
        JsFuture::from(removing).await.map(drop)
    }

    fn stub(&self, place: &Place) -> Result<Stub, JsValue> {
        self.get_by_name(&place.owner)
    }
}
