//! What is kept under cache keys, in their order. A hash map would do as well; this one is a
//! fraction of it to download, and to find one of a thousand entries takes ten comparisons.

use super::cache::CacheKey;
use alloc::vec::Vec;

/// A map from cache keys.
#[derive(Debug)]
pub(crate) struct ByKey<T> {
    keys: Vec<CacheKey>,
    /// In the order of the keys.
    values: Vec<T>,
}

impl<T> Default for ByKey<T> {
    fn default() -> Self {
        let (keys, values) = (Vec::new(), Vec::new());
        Self { keys, values }
    }
}

impl<T> ByKey<T> {
    pub(crate) fn get(&self, key: &CacheKey) -> Option<&T> {
        self.values.get(position(&self.keys, key).ok()?)
    }

    pub(crate) fn get_mut(&mut self, key: &CacheKey) -> Option<&mut T> {
        self.values.get_mut(position(&self.keys, key).ok()?)
    }

    /// Puts `value` in the place of what was there.
    pub(crate) fn insert(&mut self, key: CacheKey, value: T) {
        match position(&self.keys, &key) {
            Err(at) => {
                self.keys.insert(at, key);
                self.values.insert(at, value);
            }
            Ok(at) => {
                if let Some(old) = self.values.get_mut(at) {
                    *old = value;
                }
            }
        }
    }

    pub(crate) fn remove(&mut self, key: &CacheKey) {
        if let Ok(at) = position(&self.keys, key) {
            self.keys.remove(at);
            self.values.remove(at);
        }
    }

    pub(crate) fn retain(&mut self, keep: impl Fn(&T) -> bool) {
        let mut kept = self.values.iter().map(&keep);
        self.keys.retain(|_| kept.next().unwrap_or(false));
        self.values.retain(|value| keep(value));
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (&CacheKey, &T)> {
        self.keys.iter().zip(&self.values)
    }

    pub(crate) fn len(&self) -> usize {
        self.keys.len()
    }
}

/// One copy for all types of values.
#[inline(never)]
fn position(keys: &[CacheKey], key: &CacheKey) -> Result<usize, usize> {
    keys.binary_search(key)
}
