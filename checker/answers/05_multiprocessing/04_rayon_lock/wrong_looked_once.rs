// refused: wrong-result — each piece looks, and does not look again after it has rendered

use rayon::prelude::*;
use std::collections::HashMap;
use std::sync::Mutex;

pub type Cache = Mutex<HashMap<u32, String>>;

pub fn fill(cache: &Cache, ids: &[u32], render: impl Fn(u32) -> String + Sync) {
    ids.par_iter().for_each(|&id| {
        let there = cache.lock().unwrap().contains_key(&id);
        if !there {
            let t = render(id);
            cache.lock().unwrap().insert(id, t);
        }
    });
}

fn main() {}
