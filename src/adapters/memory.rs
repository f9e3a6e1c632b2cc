//! Tokens in the memory of one process, page or isolate.

use crate::ports::TokenStore;
use crate::proto::by_key::ByKey;
use crate::proto::cache::{CacheKey, Token};
use alloc::rc::Rc;
use core::cell::RefCell;

/// A bounded store; when it is full, the token least recently used goes first.
#[derive(Debug)]
pub struct MemoryStore {
    capacity: usize,
    state: RefCell<State>,
}

#[derive(Debug, Default)]
struct State {
    entries: ByKey<Entry>,
    /// Counts uses; the entry with the smallest is the one least recently used.
    uses: u64,
}

#[derive(Debug)]
struct Entry {
    token: Rc<Token>,
    used: u64,
}

impl MemoryStore {
    /// A store for at most `capacity` tokens.
    pub fn new(capacity: usize) -> Self {
        Self {
            capacity,
            state: RefCell::default(),
        }
    }
}

/// Room for a thousand tokens, about half a megabyte.
impl Default for MemoryStore {
    fn default() -> Self {
        Self::new(1_000)
    }
}

impl State {
    fn next_use(&mut self) -> u64 {
        self.uses = self.uses.saturating_add(1);
        self.uses
    }

    // Looking through all entries is cheap beside the mint that brought the new one.
    fn drop_least_recently_used(&mut self) {
        let oldest = self.entries.iter().min_by_key(|(_, entry)| entry.used);
        if let Some(key) = oldest.map(|(key, _)| *key) {
            self.entries.remove(&key);
        }
    }
}

impl TokenStore for MemoryStore {
    async fn get(&self, key: &CacheKey) -> Option<Rc<Token>> {
        let mut state = self.state.borrow_mut();
        let used = state.next_use();
        let entry = state.entries.get_mut(key)?;
        entry.used = used;
        Some(Rc::clone(&entry.token))
    }

    async fn put(&self, key: &CacheKey, token: Rc<Token>) {
        let mut state = self.state.borrow_mut();
        let used = state.next_use();
        state.entries.insert(*key, Entry { token, used });
        if state.entries.len() > self.capacity {
            state.drop_least_recently_used();
        }
    }

    async fn remove(&self, key: &CacheKey) {
        self.state.borrow_mut().entries.remove(key);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::proto::cache::AccessToken;
    use crate::proto::key::ServiceAccountKey;
    use crate::proto::subject::Subject;
    use crate::proto::time::UnixTime;
    use crate::proto::wanted::Delegation;
    use futures::executor::block_on;

    fn key(user: &str) -> CacheKey {
        let file = include_str!("../../tests/vectors/service_account.json");
        let key = ServiceAccountKey::from_json(file).unwrap();
        let delegation = Delegation {
            subject: Subject::User(user.parse().unwrap()),
            scopes: "openid".parse().unwrap(),
        };
        CacheKey::new(key.account(), (&delegation).into())
    }

    fn token(name: &str) -> Rc<Token> {
        let at = UnixTime::from_secs(0);
        Rc::new(Token {
            access_token: AccessToken::new(name.into()),
            obtained_at: at,
            expires_at: at,
            granted: None,
        })
    }

    #[test]
    fn the_least_recently_used_goes_first() {
        let store = MemoryStore::new(2);
        let [ada, bob, eve] = ["ada@example.com", "bob@example.com", "eve@example.com"].map(key);
        let name =
            |key| block_on(store.get(key)).map(|token| token.access_token.expose().to_owned());
        block_on(store.put(&ada, token("a")));
        block_on(store.put(&bob, token("b")));
        assert_eq!(name(&ada).as_deref(), Some("a"));
        block_on(store.put(&eve, token("e")));
        assert_eq!(name(&bob), None);
        assert_eq!(name(&ada).as_deref(), Some("a"));
        assert_eq!(name(&eve).as_deref(), Some("e"));
    }
}
