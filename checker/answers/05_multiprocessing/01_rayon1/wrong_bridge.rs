// refused: wrong-result — behind `par_bridge` nobody knows the places any more

use lab::{Image, Thumb};
use rayon::prelude::*;

pub fn thumbnails(images: &[Image]) -> Vec<Thumb> {
    images.iter().par_bridge().map(Image::shrink).collect()
}

fn main() {}
