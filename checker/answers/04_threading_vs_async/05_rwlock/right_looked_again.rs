// accepted: what another thread has loaded meanwhile is found by a second look

use lab::shim::RwLock;
use std::collections::HashMap;
use std::hash::Hash;

#[derive(Default)]
pub struct Cache<K, V> {
    entries: RwLock<HashMap<K, V>>,
}

impl<K: Hash + Eq + Clone, V: Clone> Cache<K, V> {
    pub fn new() -> Self {
        Self {
            entries: RwLock::new(HashMap::new()),
        }
    }

    pub fn get(&self, key: &K) -> Option<V> {
        let entries = self.entries.read().unwrap();
        entries.get(key).cloned()
    }

    pub fn get_or_insert_with(&self, key: K, load: impl FnOnce() -> V) -> V {
        if let Some(value) = self.get(&key) {
            return value;
        }
        let mut entries = self.entries.write().unwrap();
        if let Some(value) = entries.get(&key) {
            return value.clone();
        }
        let value = load();
        entries.insert(key, value.clone());
        value
    }
}

fn main() {}
