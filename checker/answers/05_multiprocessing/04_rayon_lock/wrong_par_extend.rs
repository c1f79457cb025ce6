// refused: not-concurrent — a parallel iterator is run by the map, under its lock

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
    let rendered = missing.into_par_iter().map(|id| (id, render(id)));
    cache.lock().unwrap().par_extend(rendered);
}

fn main() {}
