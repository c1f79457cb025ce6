// accepted: a place that is filled once for each key, so that loads of others go on

use lab::shim::RwLock;
use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, OnceLock};

#[derive(Default)]
pub struct Cache<K, V> {
    entries: RwLock<HashMap<K, Arc<OnceLock<V>>>>,
}

impl<K: Hash + Eq + Clone, V: Clone> Cache<K, V> {
    pub fn new() -> Self {
        Self {
            entries: RwLock::new(HashMap::new()),
        }
    }

    pub fn get(&self, key: &K) -> Option<V> {
        let place = self.entries.read().unwrap().get(key).cloned()?;
        place.get().cloned()
    }

    pub fn get_or_insert_with(&self, key: K, load: impl FnOnce() -> V) -> V {
        let place = self.entries.read().unwrap().get(&key).cloned();
        let place = place.unwrap_or_else(|| {
            self.entries
                .write()
                .unwrap()
                .entry(key)
                .or_default()
                .clone()
        });
        place.get_or_init(load).clone()
    }
}

fn main() {}
