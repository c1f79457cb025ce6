// A cache keeps what was slow to get, so that it is got once. Nearly every call only
// looks something up, and a look changes nothing: there is no reason why two of them
// should wait for each other. An `RwLock` lets many threads read at the same time, or
// one write.
//
// A lock for reading cannot be made one for writing. Between giving back the one and
// taking the other, the world goes on.
//
// https://doc.rust-lang.org/std/sync/struct.RwLock.html (offline: `rustup doc
// std::sync::RwLock`)

use lab::shim::RwLock;
use std::collections::HashMap;
use std::hash::Hash;

/// Values by their keys, for threads that share a reference to it.
#[derive(Default)]
pub struct Cache<K, V> {
    entries: RwLock<HashMap<K, V>>,
}

impl<K: Hash + Eq + Clone, V: Clone> Cache<K, V> {
    /// Nothing is in it.
    pub fn new() -> Self {
        let entries = RwLock::new(HashMap::new());
        Self { entries }
    }

    /// A clone of what was loaded for `key`, if anything was.
    ///
    /// Any number of threads can look something up at the same time.
    pub fn get(&self, key: &K) -> Option<V> {
        // For reading: others can read meanwhile. The guard is dropped at the end of the
        // expression, when the clone is made.
        self.entries.read().unwrap().get(key).cloned()
    }

    /// A clone of what was loaded for `key`. If nothing was, `load` it now, and keep
    /// it.
    ///
    /// What is there already is looked up as in [`Cache::get`]: at the same time as
    /// others do. For each key `load` runs only once, also if several threads ask for
    /// it at the same time: the others wait, asleep or not, and get what was loaded.
    /// `load` does not panic. It may run while the cache is locked, as it does not use
    /// this cache; it may use another one.
    pub fn get_or_insert_with(&self, key: K, load: impl FnOnce() -> V) -> V {
        // Nearly always this is all. The guard in it is gone after this statement, or we
        // would wait for ourselves below.
        if let Some(value) = self.get(&key) {
            return value;
        }
        // Somebody may have loaded it just now, after our look and before we got the
        // lock. So `entry` looks again, now that nobody else can come in between.
        let mut entries = self.entries.write().unwrap();
        entries.entry(key).or_insert_with(load).clone()
    }
}

fn main() {
    let pages = Cache::new();
    std::thread::scope(|scope| {
        for page in [1, 2, 1, 2] {
            let pages = &pages;
            let load = move || {
                println!("loading page {page}");
                format!("<h1>Page {page}</h1>")
            };
            scope.spawn(move || pages.get_or_insert_with(page, load));
        }
    });
    println!("{:?}", pages.get(&1));
}

// These tests look at what comes out. A hidden test also looks at how often something
// is loaded, in every order that matters, and who can look at the same time.
#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_loaded_is_there() {
        let prices = Cache::new();
        assert_eq!(prices.get(&"tea"), None);
        assert_eq!(prices.get_or_insert_with("tea", || 4), 4);
        assert_eq!(prices.get(&"tea"), Some(4));
    }

    #[test]
    fn what_is_there_is_not_loaded_again() {
        let prices = Cache::new();
        prices.get_or_insert_with("tea", || 4);
        assert_eq!(prices.get_or_insert_with("tea", || 5), 4);
    }
}
