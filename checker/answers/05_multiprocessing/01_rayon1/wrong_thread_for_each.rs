// refused: wrong-thread — a thread for each image, however many there are

use lab::{Image, Thumb};
use std::thread;

pub fn thumbnails(images: &[Image]) -> Vec<Thumb> {
    thread::scope(|scope| {
        let threads: Vec<_> = images
            .iter()
            .map(|image| scope.spawn(|| image.shrink()))
            .collect();
        threads
            .into_iter()
            .map(|thread| thread.join().unwrap())
            .collect()
    })
}

fn main() {}
