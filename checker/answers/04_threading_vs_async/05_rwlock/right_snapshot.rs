// accepted: readers take a handle on the map as it is, a writer puts a changed copy in its place

use lab::shim::RwLock;
use std::collections::HashMap;
use std::hash::Hash;
use std::sync::Arc;

#[derive(Default)]
pub struct Cache<K, V> {
    entries: RwLock<Arc<HashMap<K, V>>>,
}

impl<K: Hash + Eq + Clone, V: Clone> Cache<K, V> {
    pub fn new() -> Self {
        Self {
            entries: RwLock::new(Arc::new(HashMap::new())),
        }
    }

    pub fn get(&self, key: &K) -> Option<V> {
        let now = self.entries.read().unwrap().clone();
        now.get(key).cloned()
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
        let mut changed = HashMap::clone(&entries);
        changed.insert(key, value.clone());
        *entries = Arc::new(changed);
        value
    }
}

fn main() {}
