// refused: not-concurrent — a single picture is rendered under the lock

#![allow(unused_imports)]
use rayon::prelude::*;
use std::collections::HashMap;
use std::sync::Mutex;

pub type Cache = Mutex<HashMap<u32, String>>;

pub fn fill(cache: &Cache, ids: &[u32], render: impl Fn(u32) -> String + Sync) {
    let mut there = cache.lock().unwrap();
    let missing: Vec<u32> = ids
        .iter()
        .copied()
        .filter(|id| !there.contains_key(id))
        .collect();
    if let [id] = missing[..] {
        there.insert(id, render(id));
        return;
    }
    drop(there);
    let done: Vec<(u32, String)> = missing.into_par_iter().map(|id| (id, render(id))).collect();
    let mut cache = cache.lock().unwrap();
    for (id, thumbnail) in done {
        cache.entry(id).or_insert(thumbnail);
    }
}

fn main() {}
