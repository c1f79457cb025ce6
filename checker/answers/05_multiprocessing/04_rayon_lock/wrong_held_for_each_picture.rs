// refused: not-concurrent — each piece of work holds the cache while it renders

use rayon::prelude::*;
use std::collections::HashMap;
use std::sync::Mutex;

pub type Cache = Mutex<HashMap<u32, String>>;

pub fn fill(cache: &Cache, ids: &[u32], render: impl Fn(u32) -> String + Sync) {
    ids.par_iter().for_each(|&id| {
        let mut cache = cache.lock().unwrap();
        if !cache.contains_key(&id) {
            cache.insert(id, render(id));
        }
    });
}

fn main() {}
