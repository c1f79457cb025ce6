// accepted: a moment's lock for each picture, after it is rendered

use rayon::prelude::*;
use std::collections::HashMap;
use std::sync::Mutex;

pub type Cache = Mutex<HashMap<u32, String>>;

pub fn fill(cache: &Cache, ids: &[u32], render: impl Fn(u32) -> String + Sync) {
    let mut missing = ids.to_vec();
    missing.retain(|id| !cache.lock().unwrap().contains_key(id));
    missing.par_iter().for_each(|&id| {
        let thumbnail = render(id);
        cache.lock().unwrap().entry(id).or_insert(thumbnail);
    });
}

fn main() {}
