// refused: wrong-result — the lock is given back between the second look and the insertion

use rayon::prelude::*;
use std::collections::HashMap;
use std::sync::Mutex;
use std::thread;
use std::time::Duration;

pub type Cache = Mutex<HashMap<u32, String>>;

pub fn fill(cache: &Cache, ids: &[u32], render: impl Fn(u32) -> String + Sync) {
    let there = |id: &u32| cache.lock().unwrap().contains_key(id);
    let missing: Vec<u32> = ids.iter().copied().filter(|id| !there(id)).collect();
    missing.par_iter().for_each(|id| {
        let thumbnail = render(*id);
        if !there(id) {
            // Let others have a turn before it is taken for longer.
            thread::sleep(Duration::from_millis(1));
            cache.lock().unwrap().insert(*id, thumbnail);
        }
    });
}

fn main() {}
