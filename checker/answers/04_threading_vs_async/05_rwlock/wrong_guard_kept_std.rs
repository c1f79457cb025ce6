// refused: hangs — the same with the lock of the standard library

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::RwLock;

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
        let entries = self.entries.read().unwrap();
        if let Some(value) = entries.get(&key) {
            return value.clone();
        }
        let mut entries = self.entries.write().unwrap();
        entries.entry(key).or_insert_with(load).clone()
    }
}

fn main() {}
