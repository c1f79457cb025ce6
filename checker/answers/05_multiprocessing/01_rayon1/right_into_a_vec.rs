// accepted: into a list that is there already

use lab::{Image, Thumb};
use rayon::prelude::*;

pub fn thumbnails(images: &[Image]) -> Vec<Thumb> {
    let mut thumbs = Vec::new();
    images
        .par_iter()
        .with_max_len(1)
        .map(|image| image.shrink())
        .collect_into_vec(&mut thumbs);
    thumbs
}

fn main() {}
