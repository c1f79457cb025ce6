// refused: not-concurrent — the pool has more threads than four

use lab::{Image, Thumb};
use rayon::prelude::*;

pub fn thumbnails(images: &[Image]) -> Vec<Thumb> {
    let size = images.len().div_ceil(4).max(1);
    images
        .par_chunks(size)
        .flat_map_iter(|c| c.iter().map(Image::shrink))
        .collect()
}

fn main() {}
