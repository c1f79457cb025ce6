// accepted: a set of the keys that are being loaded, and a bell when one is done

use lab::shim::{Condvar, Mutex, RwLock};
use std::collections::HashMap;
use std::collections::HashSet;
use std::hash::Hash;

#[derive(Default)]
pub struct Cache<K, V> {
    entries: RwLock<HashMap<K, V>>,
    loading: Mutex<HashSet<K>>,
    loaded: Condvar,
}

impl<K: Hash + Eq + Clone, V: Clone> Cache<K, V> {
    pub fn new() -> Self {
        Self {
            entries: RwLock::new(HashMap::new()),
            loading: Mutex::new(HashSet::new()),
            loaded: Condvar::new(),
        }
    }

    pub fn get(&self, key: &K) -> Option<V> {
        self.entries.read().unwrap().get(key).cloned()
    }

    pub fn get_or_insert_with(&self, key: K, load: impl FnOnce() -> V) -> V {
        if let Some(value) = self.get(&key) {
            return value;
        }
        let mut loading = self.loading.lock().unwrap();
        loop {
            if let Some(value) = self.get(&key) {
                return value;
            }
            if loading.insert(key.clone()) {
                break;
            }
            loading = self.loaded.wait(loading).unwrap();
        }
        drop(loading);
        let value = load();
        self.entries
            .write()
            .unwrap()
            .insert(key.clone(), value.clone());
        self.loading.lock().unwrap().remove(&key);
        self.loaded.notify_all();
        value
    }
}

fn main() {}
