// refused: not-concurrent — only the references are collected in parallel

use lab::{Image, Thumb};
use rayon::prelude::*;

pub fn thumbnails(images: &[Image]) -> Vec<Thumb> {
    let images: Vec<&Image> = images.par_iter().collect();
    images.into_iter().map(Image::shrink).collect()
}

fn main() {}
