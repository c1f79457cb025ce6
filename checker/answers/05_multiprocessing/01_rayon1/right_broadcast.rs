// accepted: each thread of the pool takes the next image

use lab::{Image, Thumb};
use rayon::prelude::*;

pub fn thumbnails(images: &[Image]) -> Vec<Thumb> {
    use std::sync::atomic::{AtomicUsize, Ordering};
    let next = AtomicUsize::new(0);
    let lists = rayon::broadcast(|_| {
        let mut mine = Vec::new();
        loop {
            let n = next.fetch_add(1, Ordering::Relaxed);
            let Some(image) = images.get(n) else {
                return mine;
            };
            mine.push((n, image.shrink()));
        }
    });
    let mut all: Vec<_> = lists.into_iter().flatten().collect();
    all.sort_by_key(|(n, _)| *n);
    all.into_iter().map(|(_, t)| t).collect()
}

fn main() {}
