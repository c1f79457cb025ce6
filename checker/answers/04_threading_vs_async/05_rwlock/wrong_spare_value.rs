// refused: wrong-result — the second thread returns what was kept, but has loaded as well

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
        self.entries.read().unwrap().get(key).cloned()
    }

    pub fn get_or_insert_with(&self, key: K, load: impl FnOnce() -> V) -> V {
        if let Some(value) = self.get(&key) {
            return value;
        }
        let value = load();
        let mut entries = self.entries.write().unwrap();
        if let Some(first) = entries.get(&key) {
            return first.clone();
        }
        entries.insert(key, value.clone());
        value
    }
}

fn main() {}
