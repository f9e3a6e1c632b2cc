//! The isolate's memory, and behind it what all isolates share. Whatever fails there behaves as if
//! it held nothing: a token minted twice is harmless.

use super::durable::UserTokens;
use super::kv::KvNamespace;
use super::seal::Sealer;
use crate::adapters::memory::MemoryStore;
use crate::adapters::web::within;
use crate::ports::TokenStore;
use crate::proto::cache::{CacheKey, LEAST_LIFE, Token};
use crate::proto::sealing::{MAX_SEALED_BYTES, SealingKey};
use crate::proto::time::UnixTime;
use core::time::Duration;
use js_sys::Uint8Array;
use std::rc::Rc;
use wasm_bindgen::JsValue;

/// What is shared counts as failed after that. A Durable Object itself lets one wait for two seconds.
const TIMEOUT: Duration = Duration::from_secs(4);

/// The tokens of a Worker.
#[derive(Debug)]
pub struct Tiers {
    memory: MemoryStore,
    shared: Shared,
    sealer: Sealer,
}

/// What isolates share.
#[derive(Debug)]
pub enum Shared {
    /// A Durable Object for each user: one exchange for one token, whoever asks where.
    Durable(UserTokens),
    /// Workers KV: fewer exchanges, not one.
    Kv(KvNamespace),
    /// Nothing: each isolate for itself.
    Nothing,
}

impl Tiers {
    /// Tokens in `shared` are sealed under `key`.
    pub fn new(shared: Shared, key: SealingKey) -> Self {
        let (memory, sealer) = (MemoryStore::default(), Sealer::new(key));
        Self {
            memory,
            shared,
            sealer,
        }
    }

    async fn share(&self, key: &CacheKey, token: &Token) -> Result<(), JsValue> {
        let place = self.sealer.place(key);
        match &self.shared {
            Shared::Durable(objects) => {
                let sealed = self.sealer.seal(key, token).await?;
                let spent_at = token.expires_at - LEAST_LIFE;
                let expires_at = token.expires_at;
                objects.keep(&place, &sealed, expires_at, spent_at).await
            }
            Shared::Kv(namespace) => {
                let sealed = self.sealer.seal(key, token).await?;
                let life = token.expires_at.since(token.obtained_at);
                namespace.put(&place.name, &sealed, life).await
            }
            Shared::Nothing => Ok(()),
        }
    }

    async fn shared(&self, key: &CacheKey, held: Option<UnixTime>) -> Option<Token> {
        let place = self.sealer.place(key);
        let sealed = match &self.shared {
            Shared::Durable(objects) => objects.claim(&place, held).await.ok()?,
            Shared::Kv(namespace) => {
                let bytes = namespace.get(&place.name, MAX_SEALED_BYTES as usize).await;
                Uint8Array::from(bytes.ok()??.as_slice())
            }
            Shared::Nothing => return None,
        };
        if sealed.length() > MAX_SEALED_BYTES {
            return None;
        }
        let token = self.sealer.open(key, &sealed).await?;
        held.is_none_or(|held| token.expires_at > held)
            .then_some(token)
    }

    async fn unshare(&self, key: &CacheKey) -> Result<(), JsValue> {
        let place = self.sealer.place(key);
        match &self.shared {
            Shared::Durable(objects) => objects.remove(&place).await,
            Shared::Kv(namespace) => namespace.remove(&place.name).await,
            Shared::Nothing => Ok(()),
        }
    }
}

impl TokenStore for Tiers {
    async fn get(&self, key: &CacheKey) -> Option<Rc<Token>> {
        self.memory.get(key).await
    }

    async fn put(&self, key: &CacheKey, token: Rc<Token>) {
        self.memory.put(key, Rc::clone(&token)).await;
        let _ = within(TIMEOUT, self.share(key, &token)).await;
    }

    async fn remove(&self, key: &CacheKey) {
        self.memory.remove(key).await;
        let _ = within(TIMEOUT, self.unshare(key)).await;
    }

    async fn reserve(&self, key: &CacheKey, held: Option<UnixTime>) -> Option<Rc<Token>> {
        let token = Rc::new(within(TIMEOUT, self.shared(key, held)).await??);
        self.memory.put(key, Rc::clone(&token)).await;
        Some(token)
    }

    async fn release(&self, key: &CacheKey) {
        if let Shared::Durable(objects) = &self.shared {
            let place = self.sealer.place(key);
            let _ = within(TIMEOUT, objects.release(&place)).await;
        }
    }
}
