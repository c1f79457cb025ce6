// refused: not-concurrent — the guard lives as long as the entry, and renders in it

use rayon::prelude::*;
use std::collections::HashMap;
use std::sync::Mutex;

pub type Cache = Mutex<HashMap<u32, String>>;

pub fn fill(cache: &Cache, ids: &[u32], render: impl Fn(u32) -> String + Sync) {
    ids.par_iter().for_each(|&id| {
        let mut cache = cache.lock().unwrap();
        cache.entry(id).or_insert_with(|| render(id));
    });
}

fn main() {}
