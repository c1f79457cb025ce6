// accepted: a map for each part, merged without a lock

use rayon::prelude::*;
use std::collections::HashMap;
use std::sync::Mutex;

pub type Cache = Mutex<HashMap<u32, String>>;

pub fn fill(cache: &Cache, ids: &[u32], render: impl Fn(u32) -> String + Sync) {
    let known = cache.lock().unwrap().clone();
    let rendered = ids
        .par_iter()
        .filter(|id| !known.contains_key(id))
        .fold(HashMap::new, |mut part, &id| {
            part.insert(id, render(id));
            part
        })
        .reduce(HashMap::new, |mut all, part| {
            all.extend(part);
            all
        });
    let mut cache = cache.lock().unwrap();
    for (id, thumbnail) in rendered {
        cache.entry(id).or_insert(thumbnail);
    }
}

fn main() {}
