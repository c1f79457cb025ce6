// refused: wrong-result — others find what is not rendered yet

use rayon::prelude::*;
use std::collections::HashMap;
use std::sync::Mutex;

pub type Cache = Mutex<HashMap<u32, String>>;

fn missing(cache: &Cache, ids: &[u32]) -> Vec<u32> {
    let cache = cache.lock().unwrap();
    ids.iter()
        .copied()
        .filter(|id| !cache.contains_key(id))
        .collect()
}

pub fn fill(cache: &Cache, ids: &[u32], render: impl Fn(u32) -> String + Sync) {
    // Marks what is being rendered with an empty string.
    let todo = missing(cache, ids);
    {
        let mut c = cache.lock().unwrap();
        for id in &todo {
            c.insert(*id, String::new());
        }
    }
    todo.into_par_iter().for_each(|id| {
        let t = render(id);
        cache.lock().unwrap().insert(id, t);
    });
}

fn main() {}
