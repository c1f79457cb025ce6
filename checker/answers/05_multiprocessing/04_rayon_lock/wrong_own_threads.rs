// refused: wrong-thread — a thread for each picture, beside the pool

use std::collections::HashMap;
use std::sync::Mutex;

pub type Cache = Mutex<HashMap<u32, String>>;

pub fn fill(cache: &Cache, ids: &[u32], render: impl Fn(u32) -> String + Sync) {
    let render = &render;
    std::thread::scope(|scope| {
        for &id in ids {
            let there = cache.lock().unwrap().contains_key(&id);
            if !there {
                scope.spawn(move || {
                    let thumbnail = render(id);
                    cache.lock().unwrap().entry(id).or_insert(thumbnail);
                });
            }
        }
    });
}

fn main() {}
