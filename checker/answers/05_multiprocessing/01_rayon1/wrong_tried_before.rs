// refused: wrong-result — each image is shrunk twice

use lab::{Image, Thumb};
use rayon::prelude::*;

pub fn thumbnails(images: &[Image]) -> Vec<Thumb> {
    let shrink = || images.par_iter().map(Image::shrink);
    match shrink().count() {
        0 => Vec::new(),
        _ => shrink().collect(),
    }
}

fn main() {}
