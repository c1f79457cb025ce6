// accepted: halves of halves, each beside the other

use lab::{Image, Thumb};

pub fn thumbnails(images: &[Image]) -> Vec<Thumb> {
    if images.len() < 2 {
        return images.iter().map(Image::shrink).collect();
    }
    let (left, right) = images.split_at(images.len() / 2);
    let (mut thumbs, more) = rayon::join(|| thumbnails(left), || thumbnails(right));
    thumbs.extend(more);
    thumbs
}

fn main() {}
