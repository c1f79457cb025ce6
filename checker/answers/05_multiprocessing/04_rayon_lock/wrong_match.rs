// refused: not-concurrent — the guard in the head of a `match` lives to its end

use rayon::prelude::*;
use std::collections::HashMap;
use std::sync::Mutex;

pub type Cache = Mutex<HashMap<u32, String>>;

pub fn fill(cache: &Cache, ids: &[u32], render: impl Fn(u32) -> String + Sync) {
    ids.par_iter()
        .for_each(|id| match cache.lock().unwrap().get(id) {
            Some(_) => {}
            None => {
                let thumbnail = render(*id);
                cache.lock().unwrap().entry(*id).or_insert(thumbnail);
            }
        });
}

fn main() {}
