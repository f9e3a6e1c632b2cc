//! The npm package's binding. `src/js` turns what it returns into the documented classes.

use crate::adapters::memory::MemoryStore;
use crate::adapters::web::{
    WebCryptoKey, WebPlatform, WebSigner, delegation, object, token_object,
};
use crate::minter::Source;
use crate::ports::Signer;
use crate::proto::key::EncodedKey;
use crate::{Error, Minter, ServiceAccount, ServiceAccountKey, TokenUri};
use alloc::rc::Rc;
use alloc::string::{String, ToString};
use js_sys::Promise;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_futures::future_to_promise;

type WebMinter = Minter<WebPlatform, MemoryStore, WebSigner>;

/// A minter with its cache in memory.
#[wasm_bindgen(js_name = Minter)]
#[derive(Debug)]
pub struct JsMinter(Rc<WebMinter>);

#[wasm_bindgen(js_class = Minter)]
impl JsMinter {
    /// From the text of a key file, and a token endpoint in place of Google's.
    #[wasm_bindgen(constructor)]
    pub fn new(credentials: String, token_uri: Option<String>) -> Result<JsMinter, JsValue> {
        let key = read(credentials, token_uri).and_then(ServiceAccountKey::try_from);
        let (account, signing_key) = key.map_err(thrown)?.into_parts();
        Ok(Self::over(account, WebSigner::Rust(signing_key.into())))
    }

    /// The same, with the key in WebCrypto.
    #[wasm_bindgen(js_name = withWebCrypto)]
    pub async fn with_web_crypto(
        credentials: String,
        token_uri: Option<String>,
    ) -> Result<JsMinter, JsValue> {
        let key = read(credentials, token_uri).map_err(thrown)?;
        let signer = WebCryptoKey::import(&key).await.map_err(thrown)?;
        Ok(Self::over(key.into_account(), WebSigner::WebCrypto(signer)))
    }

    /// Which implementation signs.
    #[wasm_bindgen(getter)]
    pub fn signer(&self) -> String {
        self.0.signer().name().into()
    }

    /// A promise of `{ token, refresh }`; `refresh` is a promise where the token is due, to be
    /// kept alive behind the answer.
    #[wasm_bindgen(js_name = getToken)]
    pub fn get_token(&self, user: &JsValue, scopes: &JsValue) -> Promise {
        let minter = Rc::clone(&self.0);
        let delegation = delegation(user, scopes);
        future_to_promise(async move {
            let delegation = delegation.map_err(thrown)?;
            let granted = minter.get_token(&delegation).await.map_err(thrown)?;
            let token = token_object(&granted.token, &delegation).into();
            let refresh = (granted.source == Source::Due).then(|| {
                future_to_promise(async move {
                    minter.refresh(&delegation).await;
                    Ok(JsValue::UNDEFINED)
                })
            });
            Ok(object([("token", token), ("refresh", refresh.into())]).into())
        })
    }

    /// A promise of the signed assertion alone.
    #[wasm_bindgen(js_name = createAssertion)]
    pub fn create_assertion(&self, user: &JsValue, scopes: &JsValue) -> Promise {
        let minter = Rc::clone(&self.0);
        let delegation = delegation(user, scopes);
        future_to_promise(async move {
            let delegation = delegation.map_err(thrown)?;
            let assertion = minter.create_assertion(&delegation).await;
            Ok(assertion.map_err(thrown)?.expose().into())
        })
    }
}

impl JsMinter {
    fn over(account: ServiceAccount, signer: WebSigner) -> Self {
        let store = MemoryStore::default();
        Self(Rc::new(Minter::new(account, signer, WebPlatform, store)))
    }
}

fn read(credentials: String, token_uri: Option<String>) -> Result<EncodedKey, Error> {
    let credentials = zeroize::Zeroizing::new(credentials);
    let token_uri = token_uri
        .map(|uri| TokenUri::configured(&uri))
        .transpose()?;
    EncodedKey::from_json(&credentials, token_uri)
}

/// The facts of an error, for `EdgemintError`.
fn thrown(error: Error) -> JsValue {
    let retry_after = error.retry_after().map(|wait| wait.as_secs_f64());
    let cause = match &error {
        Error::TokenRefused(refusal) => object([
            ("error", refusal.error.as_str().into()),
            ("errorDescription", refusal.description.as_str().into()),
            ("diagnosis", refusal.diagnosis.map(|row| row.id).into()),
        ])
        .into(),
        _ => JsValue::UNDEFINED,
    };
    object([
        ("code", error.code().as_str().into()),
        ("message", error.to_string().into()),
        ("remedy", error.remedy().into()),
        ("retryable", error.retryable().into()),
        ("status", error.upstream_status().into()),
        ("retryAfter", retry_after.into()),
        ("cause", cause),
    ])
    .into()
}
