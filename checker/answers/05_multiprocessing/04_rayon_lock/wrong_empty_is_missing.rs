// refused: wrong-result — a thumbnail without letters counts as one that is not there

use rayon::prelude::*;
use std::collections::HashMap;
use std::sync::Mutex;

pub type Cache = Mutex<HashMap<u32, String>>;

pub fn fill(cache: &Cache, ids: &[u32], render: impl Fn(u32) -> String + Sync) {
    let missing: Vec<u32> = {
        let cache = cache.lock().unwrap();
        let there = |id: &u32| cache.get(id).is_some_and(|thumbnail| !thumbnail.is_empty());
        ids.iter().copied().filter(|id| !there(id)).collect()
    };
    let done: Vec<_> = missing.par_iter().map(|id| (*id, render(*id))).collect();
    let mut cache = cache.lock().unwrap();
    for (id, thumbnail) in done {
        cache.entry(id).or_insert(thumbnail);
    }
}

fn main() {}
