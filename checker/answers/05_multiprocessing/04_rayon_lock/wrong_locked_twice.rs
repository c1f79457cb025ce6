// refused: not-concurrent — the guard of the first look is still alive

use rayon::prelude::*;
use std::collections::HashMap;
use std::sync::Mutex;

pub type Cache = Mutex<HashMap<u32, String>>;

pub fn fill(cache: &Cache, ids: &[u32], render: impl Fn(u32) -> String + Sync) {
    let there = cache.lock().unwrap();
    let missing: Vec<_> = ids.iter().filter(|id| !there.contains_key(id)).collect();
    missing.par_iter().for_each(|&&id| {
        let thumbnail = render(id);
        cache.lock().unwrap().entry(id).or_insert(thumbnail);
    });
}

fn main() {}
