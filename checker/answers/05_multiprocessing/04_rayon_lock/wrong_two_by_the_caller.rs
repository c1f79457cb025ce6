// refused: wrong-thread — two pictures seem to need no pool: whoever calls renders one of them

use rayon::prelude::*;
use std::collections::HashMap;
use std::sync::Mutex;
use std::thread;

pub type Cache = Mutex<HashMap<u32, String>>;

pub fn fill(cache: &Cache, ids: &[u32], render: impl Fn(u32) -> String + Sync) {
    let mut missing = ids.to_vec();
    missing.retain(|id| !cache.lock().unwrap().contains_key(id));
    let put = |id: u32| {
        let thumbnail = render(id);
        cache.lock().unwrap().entry(id).or_insert(thumbnail);
    };
    match missing[..] {
        [one, other] => thread::scope(|scope| {
            scope.spawn(|| put(one));
            put(other);
        }),
        _ => missing.par_iter().copied().for_each(put),
    }
}

fn main() {}
