// accepted: each piece of work looks for itself, and lets go before it renders

use rayon::prelude::*;
use std::collections::HashMap;
use std::sync::Mutex;

pub type Cache = Mutex<HashMap<u32, String>>;

pub fn fill(cache: &Cache, ids: &[u32], render: impl Fn(u32) -> String + Sync) {
    ids.par_iter().for_each(|&id| {
        let there = cache.lock().unwrap().contains_key(&id);
        if !there {
            let thumbnail = render(id);
            cache.lock().unwrap().entry(id).or_insert(thumbnail);
        }
    });
}

fn main() {}
