// refused: wrong-thread — another pool, while the threads of this one wait

use lab::{Image, Thumb};
use rayon::ThreadPoolBuilder;
use rayon::prelude::*;

pub fn thumbnails(images: &[Image]) -> Vec<Thumb> {
    let pool = ThreadPoolBuilder::new().num_threads(8).build().unwrap();
    pool.install(|| images.par_iter().map(Image::shrink).collect())
}

fn main() {}
