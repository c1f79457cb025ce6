// refused: wrong-result — a copy is filled, and replaces what others have put in

use rayon::prelude::*;
use std::collections::HashMap;
use std::sync::Mutex;

pub type Cache = Mutex<HashMap<u32, String>>;

pub fn fill(cache: &Cache, ids: &[u32], render: impl Fn(u32) -> String + Sync) {
    let mut copy = cache.lock().unwrap().clone();
    let missing = ids.par_iter().filter(|id| !copy.contains_key(id));
    let rendered: Vec<_> = missing.map(|&id| (id, render(id))).collect();
    copy.extend(rendered);
    *cache.lock().unwrap() = copy;
}

fn main() {}
