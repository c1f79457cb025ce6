// refused: wrong-result — what others were quicker to put in is overwritten

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
    let new: Vec<_> = missing(cache, ids)
        .into_par_iter()
        .map(|id| (id, render(id)))
        .collect();
    cache.lock().unwrap().extend(new);
}

fn main() {}
