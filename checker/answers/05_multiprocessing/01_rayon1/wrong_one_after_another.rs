// refused: not-concurrent — an iterator of the standard library has one thread

use lab::{Image, Thumb};

pub fn thumbnails(images: &[Image]) -> Vec<Thumb> {
    images.iter().map(Image::shrink).collect()
}

fn main() {}
