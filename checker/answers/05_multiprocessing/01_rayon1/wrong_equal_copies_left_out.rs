// refused: wrong-result — two images of one name have two copies

use lab::{Image, Thumb};
use rayon::prelude::*;

pub fn thumbnails(images: &[Image]) -> Vec<Thumb> {
    let mut v: Vec<Thumb> = images.par_iter().map(Image::shrink).collect();
    v.dedup();
    v
}

fn main() {}
