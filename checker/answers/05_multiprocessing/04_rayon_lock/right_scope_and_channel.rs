// accepted: a piece of work is spawned for each picture, and the results come through a channel

use std::collections::HashMap;
use std::sync::{Mutex, mpsc};

pub type Cache = Mutex<HashMap<u32, String>>;

pub fn fill(cache: &Cache, ids: &[u32], render: impl Fn(u32) -> String + Sync) {
    let mut missing = ids.to_vec();
    missing.retain(|id| !cache.lock().unwrap().contains_key(id));
    let (tell, told) = mpsc::channel();
    let render = &render;
    rayon::scope(|scope| {
        for id in missing {
            let tell = tell.clone();
            scope.spawn(move |_| drop(tell.send((id, render(id)))));
        }
    });
    drop(tell);
    for (id, thumbnail) in told {
        cache.lock().unwrap().entry(id).or_insert(thumbnail);
    }
}

fn main() {}
