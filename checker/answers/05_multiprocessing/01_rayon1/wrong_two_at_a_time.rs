// refused: not-concurrent — of a few images, half of the threads get none

use lab::{Image, Thumb};
use rayon::prelude::*;

pub fn thumbnails(images: &[Image]) -> Vec<Thumb> {
    images
        .par_iter()
        .with_min_len(2)
        .map(Image::shrink)
        .collect()
}

fn main() {}
