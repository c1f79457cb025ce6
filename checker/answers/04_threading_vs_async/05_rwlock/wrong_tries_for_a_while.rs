// refused: wrong-result — after some hundred attempts to look, `get` says that there is nothing

use lab::shim::RwLock;
use std::collections::HashMap;
use std::hash::Hash;
use std::hint::spin_loop;

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
        for _ in 0..500 {
            if let Ok(entries) = self.entries.try_read() {
                return entries.get(key).cloned();
            }
            spin_loop();
        }
        None
    }

    pub fn get_or_insert_with(&self, key: K, load: impl FnOnce() -> V) -> V {
        let found = self.entries.read().unwrap().get(&key).cloned();
        found.unwrap_or_else(|| {
            let mut entries = self.entries.write().unwrap();
            entries.entry(key).or_insert_with(load).clone()
        })
    }
}

fn main() {}
