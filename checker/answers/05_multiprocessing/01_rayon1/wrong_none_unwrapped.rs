// refused: panicked — of no images there is nothing to reduce

use lab::{Image, Thumb};
use rayon::prelude::*;

pub fn thumbnails(images: &[Image]) -> Vec<Thumb> {
    images
        .par_iter()
        .map(|i| vec![i.shrink()])
        .reduce_with(|mut a, b| {
            a.extend(b);
            a
        })
        .unwrap()
}

fn main() {}
