// refused: not-concurrent — of as many images as there are threads, one thread shrinks all

use lab::{Image, Thumb};
use rayon::prelude::*;

pub fn thumbnails(images: &[Image]) -> Vec<Thumb> {
    if images.len() <= rayon::current_num_threads() {
        return images.iter().map(Image::shrink).collect();
    }
    images.par_iter().map(Image::shrink).collect()
}

fn main() {}
