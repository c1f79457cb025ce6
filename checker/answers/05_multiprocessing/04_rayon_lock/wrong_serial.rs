// refused: not-concurrent — one picture after another

use std::collections::HashMap;
use std::sync::Mutex;

pub type Cache = Mutex<HashMap<u32, String>>;

pub fn fill(cache: &Cache, ids: &[u32], render: impl Fn(u32) -> String + Sync) {
    for &id in ids {
        let there = cache.lock().unwrap().contains_key(&id);
        if !there {
            let thumbnail = render(id);
            cache.lock().unwrap().entry(id).or_insert(thumbnail);
        }
    }
}

fn main() {}
