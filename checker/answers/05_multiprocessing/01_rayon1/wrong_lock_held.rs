// refused: not-concurrent — the list is locked before the image is shrunk

use lab::{Image, Thumb};
use rayon::prelude::*;
use std::sync::Mutex;

pub fn thumbnails(images: &[Image]) -> Vec<Thumb> {
    let thumbs = Mutex::new(Vec::new());
    images
        .par_iter()
        .for_each(|image| thumbs.lock().unwrap().push(image.shrink()));
    thumbs.into_inner().unwrap()
}

fn main() {}
