// refused: not-concurrent — a parallel iterator that is never split

use rayon::prelude::*;
use std::collections::HashMap;
use std::sync::Mutex;

pub type Cache = Mutex<HashMap<u32, String>>;

pub fn fill(cache: &Cache, ids: &[u32], render: impl Fn(u32) -> String + Sync) {
    let missing: Vec<u32> = {
        let cache = cache.lock().unwrap();
        let ids = ids.iter().copied();
        ids.filter(|id| !cache.contains_key(id)).collect()
    };
    let pieces = missing.into_par_iter().with_min_len(ids.len());
    let rendered: Vec<_> = pieces.map(|id| (id, render(id))).collect();
    let mut cache = cache.lock().unwrap();
    for (id, thumbnail) in rendered {
        cache.entry(id).or_insert(thumbnail);
    }
}

fn main() {}
