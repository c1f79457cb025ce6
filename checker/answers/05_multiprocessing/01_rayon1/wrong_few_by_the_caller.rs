// refused: wrong-thread — a few images seem to need no pool, and whoever calls joins in

use lab::{Image, Thumb};
use rayon::prelude::*;
use std::thread;

pub fn thumbnails(images: &[Image]) -> Vec<Thumb> {
    let [first, second] = images else {
        return images.par_iter().map(Image::shrink).collect();
    };
    thread::scope(|scope| {
        let second = scope.spawn(|| second.shrink());
        vec![first.shrink(), second.join().expect("it does not panic")]
    })
}

fn main() {}
