//! The isolate's memory, and behind it what all isolates share. Whatever fails there behaves as if
//! it held nothing: a token minted twice is harmless.

use super::durable::UserTokens;
use super::kv::KvNamespace;
use super::seal::Sealer;
use crate::adapters::memory::MemoryStore;
use crate::ports::TokenStore;
use crate::proto::cache::{CacheKey, LEAST_LIFE, Token};
use crate::proto::sealing::SealingKey;
use crate::proto::time::UnixTime;
use std::rc::Rc;
use wasm_bindgen::JsValue;

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
        match &self.shared {
            Shared::Durable(objects) => {
                let sealed = self.sealer.seal(key, token).await?;
                let spent_at = token.expires_at - LEAST_LIFE;
                objects.keep(key, &sealed, token.expires_at, spent_at).await
            }
            Shared::Kv(namespace) => {
                let sealed = self.sealer.seal(key, token).await?;
                let life = token.expires_at.since(token.obtained_at);
                namespace.put(key, &sealed, life).await
            }
            Shared::Nothing => Ok(()),
        }
    }

    async fn shared(&self, key: &CacheKey, held: Option<UnixTime>) -> Option<Token> {
        let sealed = match &self.shared {
            Shared::Durable(objects) => objects.claim(key, held).await?,
            Shared::Kv(namespace) => namespace.get(key).await?,
            Shared::Nothing => return None,
        };
        let token = self.sealer.open(key, &sealed).await?;
        held.is_none_or(|held| token.expires_at > held)
            .then_some(token)
    }
}

impl TokenStore for Tiers {
    async fn get(&self, key: &CacheKey) -> Option<Rc<Token>> {
        self.memory.get(key).await
    }

    async fn put(&self, key: &CacheKey, token: Rc<Token>) {
        self.memory.put(key, Rc::clone(&token)).await;
        let _ = self.share(key, &token).await;
    }

    async fn remove(&self, key: &CacheKey) {
        self.memory.remove(key).await;
        let _ = match &self.shared {
            Shared::Durable(objects) => objects.remove(key).await,
            Shared::Kv(namespace) => namespace.remove(key).await,
            Shared::Nothing => Ok(()),
        };
    }

    async fn reserve(&self, key: &CacheKey, held: Option<UnixTime>) -> Option<Rc<Token>> {
        let token = Rc::new(self.shared(key, held).await?);
        self.memory.put(key, Rc::clone(&token)).await;
        Some(token)
    }

    async fn release(&self, key: &CacheKey) {
        if let Shared::Durable(objects) = &self.shared {
            let _ = objects.release(key).await;
        }
    }
}
