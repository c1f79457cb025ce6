// refused: wrong-result — who is done first stands first

use lab::{Image, Thumb};
use rayon::prelude::*;
use std::sync::Mutex;

pub fn thumbnails(images: &[Image]) -> Vec<Thumb> {
    let thumbs = Mutex::new(Vec::new());
    images.par_iter().for_each(|image| {
        let thumb = image.shrink();
        thumbs.lock().unwrap().push(thumb);
    });
    thumbs.into_inner().unwrap()
}

fn main() {}
