// refused: hangs — what was found is put in again, for which it is locked for writing

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
        let found = self.get(&key);
        let mut entries = self.entries.write().unwrap();
        let value = entries.entry(key);
        value.or_insert_with(|| found.unwrap_or_else(load)).clone()
    }
}

fn main() {}
