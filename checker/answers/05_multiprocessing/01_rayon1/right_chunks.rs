// accepted: one piece for each thread of the pool

use lab::{Image, Thumb};
use rayon::prelude::*;

pub fn thumbnails(images: &[Image]) -> Vec<Thumb> {
    let size = images.len().div_ceil(rayon::current_num_threads()).max(1);
    images
        .par_chunks(size)
        .flat_map_iter(|chunk| chunk.iter().map(Image::shrink))
        .collect()
}

fn main() {}
