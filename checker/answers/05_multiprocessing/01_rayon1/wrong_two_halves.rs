// refused: not-concurrent — two threads work, and the others of the pool do not

use lab::{Image, Thumb};

pub fn thumbnails(images: &[Image]) -> Vec<Thumb> {
    let (left, right) = images.split_at(images.len() / 2);
    let shrink = |images: &[Image]| -> Vec<Thumb> { images.iter().map(Image::shrink).collect() };
    let (mut thumbs, more) = rayon::join(|| shrink(left), || shrink(right));
    thumbs.extend(more);
    thumbs
}

fn main() {}
