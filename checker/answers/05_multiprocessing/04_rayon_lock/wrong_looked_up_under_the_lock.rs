// refused: not-concurrent — the lock is held while the pool looks for what is missing

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
    let guard = cache.lock().unwrap();
    let todo: Vec<u32> = ids
        .par_iter()
        .copied()
        .filter(|id| !guard.contains_key(id))
        .collect();
    drop(guard);
    let new: Vec<_> = todo.into_par_iter().map(|id| (id, render(id))).collect();
    let mut cache = cache.lock().unwrap();
    for (k, v) in new {
        cache.entry(k).or_insert(v);
    }
}

fn main() {}
