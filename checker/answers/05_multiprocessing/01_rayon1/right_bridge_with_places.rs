// accepted: each copy brings its place along

use lab::{Image, Thumb};
use rayon::prelude::*;

pub fn thumbnails(images: &[Image]) -> Vec<Thumb> {
    let mut all: Vec<_> = images
        .iter()
        .enumerate()
        .par_bridge()
        .map(|(n, i)| (n, i.shrink()))
        .collect();
    all.sort_by_key(|(n, _)| *n);
    all.into_iter().map(|(_, t)| t).collect()
}

fn main() {}
