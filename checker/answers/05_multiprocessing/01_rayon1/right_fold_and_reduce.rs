// accepted: pieces of the list, joined in their order

use lab::{Image, Thumb};
use rayon::prelude::*;

pub fn thumbnails(images: &[Image]) -> Vec<Thumb> {
    images
        .par_iter()
        .fold(Vec::new, |mut thumbs, image| {
            thumbs.push(image.shrink());
            thumbs
        })
        .reduce(Vec::new, |mut thumbs, more| {
            thumbs.extend(more);
            thumbs
        })
}

fn main() {}
