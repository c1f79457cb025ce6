// accepted: who comes while somebody loads asks again and again

use lab::shim::{AtomicBool, Ordering, RwLock};
use std::collections::HashMap;
use std::hash::Hash;
use std::thread;

#[derive(Default)]
pub struct Cache<K, V> {
    entries: RwLock<HashMap<K, V>>,
    loading: AtomicBool,
}

impl<K: Hash + Eq + Clone, V: Clone> Cache<K, V> {
    pub fn new() -> Self {
        Self {
            entries: RwLock::new(HashMap::new()),
            loading: AtomicBool::new(false),
        }
    }

    pub fn get(&self, key: &K) -> Option<V> {
        self.entries.read().unwrap().get(key).cloned()
    }

    pub fn get_or_insert_with(&self, key: K, load: impl FnOnce() -> V) -> V {
        loop {
            if let Some(value) = self.get(&key) {
                return value;
            }
            if !self.loading.swap(true, Ordering::Acquire) {
                break;
            }
            thread::yield_now();
        }
        let value = self.get(&key).unwrap_or_else(|| {
            let value = load();
            self.entries.write().unwrap().insert(key, value.clone());
            value
        });
        self.loading.store(false, Ordering::Release);
        value
    }
}

fn main() {}
