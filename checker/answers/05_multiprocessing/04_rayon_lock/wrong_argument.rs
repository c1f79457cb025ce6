// refused: not-concurrent — the cache is locked first, and then the argument is rendered

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
    missing.par_iter().for_each(|&id| {
        cache.lock().unwrap().insert(id, render(id));
    });
}

fn main() {}
