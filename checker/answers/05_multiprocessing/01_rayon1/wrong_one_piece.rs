// refused: not-concurrent — the list may not be split, so one thread has all of it

use lab::{Image, Thumb};
use rayon::prelude::*;

pub fn thumbnails(images: &[Image]) -> Vec<Thumb> {
    images
        .par_iter()
        .with_min_len(images.len())
        .map(Image::shrink)
        .collect()
}

fn main() {}
