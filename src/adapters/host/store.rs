use super::{Host, StoredToken};
use crate::adapters::memory::MemoryStore;
use crate::ports::TokenStore;
use crate::proto::cache::{AccessToken, CacheKey, Token};
use crate::proto::time::UnixTime;
use alloc::boxed::Box;
use alloc::rc::Rc;
use alloc::string::ToString;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;

/// Memory, and behind it the cache that the program brings, if it brings one.
#[derive(Debug)]
pub struct HostStore {
    memory: MemoryStore,
    shared: Option<Host>,
}

impl HostStore {
    /// Without `shared`, memory alone.
    pub fn new(shared: Option<Host>) -> Self {
        let memory = MemoryStore::default();
        Self { memory, shared }
    }
}

impl TokenStore for HostStore {
    async fn get(&self, key: &CacheKey) -> Option<Rc<Token>> {
        self.memory.get(key).await
    }

    async fn put(&self, key: &CacheKey, token: Rc<Token>) {
        self.memory.put(key, Rc::clone(&token)).await;
        if let Some(host) = &self.shared {
            let [obtained_at, expires_at] =
                [token.obtained_at, token.expires_at].map(UnixTime::to_date);
            let scopes = token.granted.as_ref().map(ToString::to_string);
            let secret = token.access_token.expose();
            let saving = host.save(key.bytes(), secret, obtained_at, expires_at, scopes);
            let _ = JsFuture::from(saving).await;
        }
    }

    async fn remove(&self, key: &CacheKey) {
        self.memory.remove(key).await;
        if let Some(host) = &self.shared {
            let _ = JsFuture::from(host.remove(key.bytes())).await;
        }
    }

    async fn reserve(&self, key: &CacheKey, held: Option<UnixTime>) -> Option<Rc<Token>> {
        let loading = self.shared.as_ref()?.load(key.bytes());
        let stored = JsFuture::from(loading).await.ok()?;
        #[cfg(feature = "traps")]
        crate::proto::traps::at("in a cache's callback");
        if !stored.is_object() {
            return None;
        }
        let stored: StoredToken = stored.unchecked_into();
        let [obtained_at, expires_at] =
            [stored.obtained_at(), stored.expires_at()].map(UnixTime::from_date);
        if held.is_some_and(|held| expires_at <= held) {
            return None;
        }
        let granted = match stored.scopes() {
            Some(scopes) => Some(Box::new(scopes.parse().ok()?)),
            None => None,
        };
        let token = Rc::new(Token {
            access_token: AccessToken::new(stored.token()),
            obtained_at,
            expires_at,
            granted,
        });
        self.memory.put(key, Rc::clone(&token)).await;
        Some(token)
    }
}
