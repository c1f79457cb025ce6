// refused: hangs — who has found the value looks once more, with the lock of those who load

use lab::shim::{Mutex, RwLock};
use std::collections::HashMap;
use std::hash::Hash;

#[derive(Default)]
pub struct Cache<K, V> {
    entries: RwLock<HashMap<K, V>>,
    loads: Mutex<()>,
}

impl<K: Hash + Eq + Clone, V: Clone> Cache<K, V> {
    pub fn new() -> Self {
        Self {
            entries: RwLock::new(HashMap::new()),
            loads: Mutex::new(()),
        }
    }

    pub fn get(&self, key: &K) -> Option<V> {
        self.entries.read().unwrap().get(key).cloned()
    }

    pub fn get_or_insert_with(&self, key: K, load: impl FnOnce() -> V) -> V {
        let _ = self.get(&key);
        let _loads = self.loads.lock().unwrap();
        if let Some(value) = self.get(&key) {
            return value;
        }
        let value = load();
        self.entries.write().unwrap().insert(key, value.clone());
        value
    }
}

fn main() {}
