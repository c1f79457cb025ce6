// refused: not-concurrent — who cannot read at once takes the lock for writing

use lab::shim::RwLock;
use std::collections::HashMap;
use std::hash::Hash;
#[derive(Default)]
pub struct Cache<K, V> {
    entries: RwLock<HashMap<K, V>>,
}

impl<K: Hash + Eq + Clone, V: Clone> Cache<K, V> {
    pub fn new() -> Self {
        let entries = RwLock::new(HashMap::new());
        Self { entries }
    }
    pub fn get(&self, key: &K) -> Option<V> {
        self.entries.read().unwrap().get(key).cloned()
    }
    pub fn get_or_insert_with(&self, key: K, load: impl FnOnce() -> V) -> V {
        if let Ok(e) = self.entries.try_read() {
            if let Some(v) = e.get(&key) {
                return v.clone();
            }
        }
        self.entries
            .write()
            .unwrap()
            .entry(key)
            .or_insert_with(load)
            .clone()
    }
}

fn main() {}
