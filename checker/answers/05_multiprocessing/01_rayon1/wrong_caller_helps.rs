// refused: wrong-thread — whoever calls it from outside of the pool shrinks images as well

use lab::{Image, Thumb};
use rayon::prelude::*;

pub fn thumbnails(images: &[Image]) -> Vec<Thumb> {
    use std::sync::Mutex;
    use std::sync::atomic::{AtomicUsize, Ordering};
    let next = AtomicUsize::new(0);
    let done = Mutex::new(Vec::new());
    let work = || {
        while let Some((n, i)) = {
            let n = next.fetch_add(1, Ordering::Relaxed);
            images.get(n).map(|i| (n, i))
        } {
            let t = i.shrink();
            done.lock().unwrap().push((n, t));
        }
    };
    rayon::in_place_scope(|s| {
        for _ in 0..rayon::current_num_threads() {
            s.spawn(|_| work());
        }
        work();
    });
    let mut all = done.into_inner().unwrap();
    all.sort_by_key(|(n, _)| *n);
    all.into_iter().map(|(_, t)| t).collect()
}

fn main() {}
