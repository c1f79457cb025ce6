// refused: wrong-result — a cache that is not free at once counts as one with nothing in it

use rayon::prelude::*;
use std::collections::HashMap;
use std::sync::Mutex;

pub type Cache = Mutex<HashMap<u32, String>>;

pub fn fill(cache: &Cache, ids: &[u32], render: impl Fn(u32) -> String + Sync) {
    let there = |id: &u32| cache.try_lock().is_ok_and(|cache| cache.contains_key(id));
    let missing: Vec<u32> = ids.iter().copied().filter(|id| !there(id)).collect();
    let done: Vec<_> = missing.par_iter().map(|id| (*id, render(*id))).collect();
    let mut cache = cache.lock().unwrap();
    for (id, thumbnail) in done {
        cache.entry(id).or_insert(thumbnail);
    }
}

fn main() {}
