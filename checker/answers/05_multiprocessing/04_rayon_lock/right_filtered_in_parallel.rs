// accepted: a filter that lets go at its end

use rayon::prelude::*;
use std::collections::HashMap;
use std::sync::Mutex;

pub type Cache = Mutex<HashMap<u32, String>>;

pub fn fill(cache: &Cache, ids: &[u32], render: impl Fn(u32) -> String + Sync) {
    let rendered: Vec<_> = ids
        .par_iter()
        .filter(|id| !cache.lock().unwrap().contains_key(id))
        .map(|&id| (id, render(id)))
        .collect();
    let mut cache = cache.lock().unwrap();
    for (id, thumbnail) in rendered {
        cache.entry(id).or_insert(thumbnail);
    }
}

fn main() {}
