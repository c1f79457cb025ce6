// refused: not-concurrent — one look at a time

use lab::shim::Mutex;
use std::collections::HashMap;
use std::hash::Hash;

#[derive(Default)]
pub struct Cache<K, V> {
    entries: Mutex<HashMap<K, V>>,
}

impl<K: Hash + Eq + Clone, V: Clone> Cache<K, V> {
    pub fn new() -> Self {
        Self {
            entries: Mutex::new(HashMap::new()),
        }
    }

    pub fn get(&self, key: &K) -> Option<V> {
        self.entries.lock().unwrap().get(key).cloned()
    }

    pub fn get_or_insert_with(&self, key: K, load: impl FnOnce() -> V) -> V {
        self.entries
            .lock()
            .unwrap()
            .entry(key)
            .or_insert_with(load)
            .clone()
    }
}

fn main() {}
