// refused: panicked — with fewer images than threads, a piece has no image in it

use lab::{Image, Thumb};
use rayon::prelude::*;

pub fn thumbnails(images: &[Image]) -> Vec<Thumb> {
    let size = images.len() / rayon::current_num_threads();
    if images.is_empty() {
        return Vec::new();
    }
    images
        .par_chunks(size)
        .flat_map_iter(|c| c.iter().map(Image::shrink))
        .collect()
}

fn main() {}
