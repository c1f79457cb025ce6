// refused: wrong-thread — a thread outside of the pool asks the one that rayon makes by itself

use lab::{Image, Thumb};
use rayon::prelude::*;

pub fn thumbnails(images: &[Image]) -> Vec<Thumb> {
    std::thread::scope(|s| {
        s.spawn(|| images.par_iter().map(Image::shrink).collect())
            .join()
            .unwrap()
    })
}

fn main() {}
