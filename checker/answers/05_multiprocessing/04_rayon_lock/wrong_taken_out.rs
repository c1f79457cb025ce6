// refused: wrong-result — the cache is empty for everybody else meanwhile

use rayon::prelude::*;
use std::collections::HashMap;
use std::sync::Mutex;

pub type Cache = Mutex<HashMap<u32, String>>;

pub fn fill(cache: &Cache, ids: &[u32], render: impl Fn(u32) -> String + Sync) {
    let mut taken = std::mem::take(&mut *cache.lock().unwrap());
    let missing = ids.par_iter().filter(|id| !taken.contains_key(id));
    let rendered: Vec<_> = missing.map(|&id| (id, render(id))).collect();
    taken.extend(rendered);
    cache.lock().unwrap().extend(taken);
}

fn main() {}
