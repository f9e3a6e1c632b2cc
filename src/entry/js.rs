//! The npm package's binding. `src/js` turns it into the documented classes.

use crate::adapters::host::{Host, HostPlatform, HostSigner, HostStore};
use crate::adapters::web::{subject, user};
use crate::minter::{Granted, Source};
use crate::ports::Signer;
use crate::proto::key::EncodedKey;
use crate::proto::signer::{SignerError, SignerName};
#[cfg(feature = "traps")]
use crate::proto::traps;
use crate::proto::wanted::{Delegation, Identification, Lifetime, SelfSigned, Wanted};
use crate::{Error, Minter, ServiceAccountKey, SignedAssertion, Token, TokenUri};
use alloc::borrow::ToOwned;
use alloc::rc::Rc;
use alloc::string::{String, ToString};
use core::future::Future;
use js_sys::{Promise, Uint8Array};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_futures::future_to_promise;
use zeroize::Zeroizing;

type HostMinter = Minter<HostPlatform, HostStore, HostSigner>;

// Made in JavaScript, where it takes fewer bytes.
#[wasm_bindgen(raw_module = "../../../src/js/wasm/values.js")]
extern "C" {
    /// The facts of an error, for `EdgemintError`.
    fn facts(
        code: &str,
        message: &str,
        remedy: &str,
        retryable: bool,
        status: Option<u16>,
        retry_after: Option<f64>,
    ) -> JsValue;

    /// The facts of a refusal, with what the token endpoint said.
    #[wasm_bindgen(js_name = withCause)]
    fn with_cause(
        facts: JsValue,
        error: &str,
        description: &str,
        diagnosis: Option<String>,
    ) -> JsValue;

    /// What a call brought: the token, where it came from, and what is left to be done behind the
    /// answer.
    fn granted(
        token: &str,
        expires_at: f64,
        source: &str,
        user: Option<String>,
        purpose: &str,
        refresh: Option<Promise>,
    ) -> JsValue;
}

/// A service account's key that was read, before there is a minter.
#[wasm_bindgen(js_name = Key)]
#[derive(Debug)]
pub struct JsKey(EncodedKey);

#[wasm_bindgen(js_class = Key)]
impl JsKey {
    /// From the text of a key file, and a token endpoint in place of Google's.
    #[wasm_bindgen(constructor)]
    pub fn new(credentials: String, token_uri: Option<String>) -> Result<JsKey, JsValue> {
        let credentials = Zeroizing::new(credentials);
        let token_uri = token_uri.map(|uri| TokenUri::configured(&uri)).transpose();
        let key = EncodedKey::from_json(&credentials, token_uri.map_err(thrown)?);
        key.map(Self).map_err(thrown)
    }

    /// From what [`account`](Self::account) gave, for a signer of the host's: it signs nothing.
    #[wasm_bindgen(js_name = ofAccount)]
    pub fn of_account(account: String) -> Result<JsKey, JsValue> {
        EncodedKey::of_account(&account).map(Self).map_err(thrown)
    }

    /// Whose key it is: what it takes to make a minter again whose host signs.
    pub fn account(&self) -> String {
        self.0.account().to_json()
    }

    /// Throws what is said of a key that the runtime's WebCrypto refuses: the same for all that may
    /// be wrong with it.
    pub fn refuse() -> Result<(), JsValue> {
        Err(thrown(Error::inconsistent_key()))
    }

    /// Throws what is said where there is no WebCrypto.
    #[wasm_bindgen(js_name = refuseSigner)]
    pub fn refuse_signer() -> Result<(), JsValue> {
        let signer = SignerName::WebCrypto;
        Err(thrown(SignerError::Unsupported { signer }))
    }

    /// Throws where the key does not sign: to be asked before WebCrypto is given it.
    pub fn check(&self) -> Result<(), JsValue> {
        self.0.check().map_err(thrown)
    }

    /// The private key, for WebCrypto; whoever takes it wipes it. No vector, whose memory the
    /// binding would give back as it is.
    pub fn pkcs8(&self) -> Result<Uint8Array, JsValue> {
        let der = self.0.to_pkcs8().map_err(thrown)?;
        Ok(Uint8Array::from(der.as_slice()))
    }
}

/// A minter with its cache in memory, and behind it the host's.
#[wasm_bindgen(js_name = Minter)]
#[derive(Debug)]
pub struct JsMinter(Rc<HostMinter>);

#[wasm_bindgen(js_class = Minter)]
impl JsMinter {
    /// Signs with `key`, or lets the host sign; keeps tokens in the host's cache as well, or not.
    #[wasm_bindgen(constructor)]
    pub fn new(
        key: JsKey,
        host: Host,
        lifetime: Option<u32>,
        host_signs: bool,
        host_caches: bool,
    ) -> Result<JsMinter, JsValue> {
        let lifetime = lifetime.map(Lifetime::from_secs).transpose();
        let lifetime = lifetime.map_err(thrown)?.unwrap_or_default();
        let (account, signer) = if host_signs {
            (key.0.into_account(), HostSigner::WebCrypto(host.clone()))
        } else {
            let key = ServiceAccountKey::try_from(key.0).map_err(thrown)?;
            let (account, signing_key) = key.into_parts();
            (account, HostSigner::Rust(signing_key.into()))
        };
        let store = HostStore::new(host_caches.then(|| host.clone()));
        let minter = Minter::new(account, signer, HostPlatform(host), store);
        Ok(Self(Rc::new(minter.with_lifetime(lifetime))))
    }

    /// Which implementation signs.
    #[wasm_bindgen(getter)]
    pub fn signer(&self) -> String {
        self.0.signer().name().as_str().into()
    }

    /// A promise of what [`granted`] makes.
    #[wasm_bindgen(js_name = accessToken)]
    pub fn access_token(&self, user: &JsValue, scopes: &str) -> Promise {
        #[cfg(feature = "traps")]
        traps::at("before an await");
        #[cfg(feature = "traps")]
        traps::at("by a full stack");
        self.get(delegation(user, scopes).map(Asked::Access))
    }

    /// The same for an ID token; `user` may be nobody.
    #[wasm_bindgen(js_name = idToken)]
    pub fn id_token(&self, user: &JsValue, audience: &str) -> Promise {
        self.get(identification(user, audience).map(Asked::Identity))
    }

    /// A promise of the signed assertion alone.
    #[wasm_bindgen(js_name = assertion)]
    pub fn assertion(&self, user: &JsValue, scopes: &str) -> Promise {
        let wanted = delegation(user, scopes);
        self.signed(|minter| async move { minter.create_assertion(&wanted?).await })
    }

    /// A promise of a token that the service account signs for itself: for an audience, or within
    /// scopes.
    #[wasm_bindgen(js_name = selfSigned)]
    pub fn self_signed(&self, audience: Option<String>, scopes: &str) -> Promise {
        let wanted = match audience {
            Some(audience) => audience
                .parse()
                .map(SelfSigned::Audience)
                .map_err(Error::from),
            None => scopes.parse().map(SelfSigned::Scopes).map_err(Error::from),
        };
        self.signed(|minter| async move { minter.create_self_signed_token(&wanted?).await })
    }

    /// Drops a token: the one that was refused, or whichever is there.
    pub fn forget(&self, user: &JsValue, scopes: &str, refused: Option<String>) -> Promise {
        let minter = Rc::clone(&self.0);
        let delegation = delegation(user, scopes);
        future_to_promise(async move {
            let delegation = delegation.map_err(thrown)?;
            minter.forget(&delegation, refused.as_deref()).await;
            Ok(JsValue::UNDEFINED)
        })
    }
}

#[cfg(feature = "traps")]
impl Drop for JsMinter {
    fn drop(&mut self) {
        traps::at("in dispose");
    }
}

#[cfg(feature = "traps")]
#[wasm_bindgen(js_class = Minter)]
impl JsMinter {
    /// Plans a trap: see [`traps`].
    #[wasm_bindgen(js_name = planTrap)]
    pub fn plan_trap(site: &str) {
        traps::plan(site);
    }
}

/// What a token is asked for, while a promise is on its way.
enum Asked {
    Access(Delegation),
    Identity(Identification),
}

impl Asked {
    const fn wanted(&self) -> Wanted<'_> {
        match self {
            Self::Access(delegation) => Wanted::Access(delegation),
            Self::Identity(identification) => Wanted::Identity(identification),
        }
    }

    /// What the token is good for: the scopes with blanks between them, or the audience.
    fn purpose(&self, token: &Token) -> String {
        match self {
            Self::Access(delegation) => token.scopes(&delegation.scopes).to_string(),
            Self::Identity(identification) => identification.audience.as_str().to_owned(),
        }
    }
}

impl JsMinter {
    fn get(&self, asked: Result<Asked, Error>) -> Promise {
        let minter = Rc::clone(&self.0);
        future_to_promise(async move {
            let asked = asked.map_err(thrown)?;
            let got = minter.get_token(asked.wanted()).await.map_err(thrown)?;
            #[cfg(feature = "traps")]
            traps::at("after an await");
            Ok(to_js(minter, asked, &got))
        })
    }

    fn signed<F: Future<Output = Result<SignedAssertion, Error>> + 'static>(
        &self,
        sign: impl FnOnce(Rc<HostMinter>) -> F,
    ) -> Promise {
        let signing = sign(Rc::clone(&self.0));
        future_to_promise(async move { Ok(signing.await.map_err(thrown)?.expose().into()) })
    }
}

fn to_js(minter: Rc<HostMinter>, asked: Asked, got: &Granted) -> JsValue {
    let user = asked.wanted().user().map(str::to_owned);
    let purpose = asked.purpose(&got.token);
    let refresh = (got.source == Source::Due).then(|| {
        future_to_promise(async move {
            minter.refresh(asked.wanted()).await;
            #[cfg(feature = "traps")]
            traps::at("in a refresh");
            Ok(JsValue::UNDEFINED)
        })
    });
    granted(
        got.token.access_token.expose(),
        got.token.expires_at.to_date(),
        got.source.as_str(),
        user,
        &purpose,
        refresh,
    )
}

fn delegation(user: &JsValue, scopes: &str) -> Result<Delegation, Error> {
    Ok(Delegation {
        subject: subject(user)?,
        scopes: scopes.parse()?,
    })
}

fn identification(who: &JsValue, audience: &str) -> Result<Identification, Error> {
    let nobody = who.is_null() || who.is_undefined();
    Ok(Identification {
        user: if nobody { None } else { Some(user(who)?) },
        audience: audience.parse()?,
    })
}

fn thrown(error: impl Into<Error>) -> JsValue {
    let error = error.into();
    let retry_after = error.retry_after().map(|wait| wait.as_secs_f64());
    let facts = facts(
        error.code().as_str(),
        &error.to_string(),
        &error.remedy(),
        error.retryable(),
        error.upstream_status(),
        retry_after,
    );
    match &error {
        Error::TokenRefused(refusal) => with_cause(
            facts,
            &refusal.error,
            &refusal.description,
            refusal.diagnosis.map(|row| row.id.as_str().to_owned()),
        ),
        _ => facts,
    }
}
