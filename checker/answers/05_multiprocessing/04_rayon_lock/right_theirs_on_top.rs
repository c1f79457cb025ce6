// accepted: what is in the cache by then goes on top of what was rendered

use rayon::prelude::*;
use std::collections::HashMap;
use std::sync::Mutex;

pub type Cache = Mutex<HashMap<u32, String>>;

fn missing(cache: &Cache, ids: &[u32]) -> Vec<u32> {
    let cache = cache.lock().unwrap();
    ids.iter()
        .copied()
        .filter(|id| !cache.contains_key(id))
        .collect()
}

pub fn fill(cache: &Cache, ids: &[u32], render: impl Fn(u32) -> String + Sync) {
    let new: HashMap<_, _> = missing(cache, ids)
        .into_par_iter()
        .map(|id| (id, render(id)))
        .collect();
    let mut cache = cache.lock().unwrap();
    let theirs: Vec<_> = cache.drain().collect();
    cache.extend(new);
    cache.extend(theirs);
}

fn main() {}
