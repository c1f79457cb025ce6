// accepted: as they are done, and brought into their order in the end

use lab::{Image, Thumb};
use rayon::prelude::*;
use std::sync::Mutex;

pub fn thumbnails(images: &[Image]) -> Vec<Thumb> {
    let done = Mutex::new(Vec::new());
    images
        .iter()
        .enumerate()
        .par_bridge()
        .for_each(|(place, image)| {
            let thumb = image.shrink();
            done.lock().unwrap().push((place, thumb));
        });
    let mut done = done.into_inner().unwrap();
    done.sort_by_key(|(place, _)| *place);
    done.into_iter().map(|(_, thumb)| thumb).collect()
}

fn main() {}
