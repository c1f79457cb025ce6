// refused: not-concurrent — one guard from the first look to the last thumbnail

use rayon::prelude::*;
use std::collections::HashMap;
use std::sync::Mutex;

pub type Cache = Mutex<HashMap<u32, String>>;

pub fn fill(cache: &Cache, ids: &[u32], render: impl Fn(u32) -> String + Sync) {
    let mut cache = cache.lock().unwrap();
    let missing = ids.par_iter().filter(|id| !cache.contains_key(id));
    let rendered: Vec<_> = missing.map(|&id| (id, render(id))).collect();
    cache.extend(rendered);
}

fn main() {}
