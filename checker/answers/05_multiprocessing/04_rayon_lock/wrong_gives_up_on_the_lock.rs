// refused: wrong-result — where the cache is not free at once, the thumbnail is thrown away

use rayon::prelude::*;
use std::collections::HashMap;
use std::sync::Mutex;

pub type Cache = Mutex<HashMap<u32, String>>;

pub fn fill(cache: &Cache, ids: &[u32], render: impl Fn(u32) -> String + Sync) {
    let known: Vec<u32> = cache.lock().unwrap().keys().copied().collect();
    ids.par_iter().for_each(|id| {
        if known.contains(id) {
            return;
        }
        let thumbnail = render(*id);
        let Ok(mut free) = cache.try_lock() else {
            return;
        };
        free.entry(*id).or_insert(thumbnail);
    });
}

fn main() {}
