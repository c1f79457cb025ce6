// accepted: halves of halves with `join`

use std::collections::HashMap;
use std::sync::Mutex;

pub type Cache = Mutex<HashMap<u32, String>>;

pub fn fill(cache: &Cache, ids: &[u32], render: impl Fn(u32) -> String + Sync) {
    let missing: Vec<u32> = {
        let cache = cache.lock().unwrap();
        let ids = ids.iter().copied();
        ids.filter(|id| !cache.contains_key(id)).collect()
    };
    halves(cache, &missing, &render);
}

fn halves(cache: &Cache, ids: &[u32], render: &(impl Fn(u32) -> String + Sync)) {
    match ids {
        [] => {}
        [id] => {
            let thumbnail = render(*id);
            cache.lock().unwrap().entry(*id).or_insert(thumbnail);
        }
        _ => {
            let (left, right) = ids.split_at(ids.len() / 2);
            rayon::join(
                || halves(cache, left, render),
                || halves(cache, right, render),
            );
        }
    }
}

fn main() {}
