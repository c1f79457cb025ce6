// accepted: a task of the pool for each image, which writes into a place of its own

use lab::{Image, Thumb};

pub fn thumbnails(images: &[Image]) -> Vec<Thumb> {
    let mut places: Vec<Option<Thumb>> = Vec::new();
    places.resize_with(images.len(), || None);
    rayon::scope(|scope| {
        for (image, place) in images.iter().zip(&mut places) {
            scope.spawn(move |_| *place = Some(image.shrink()));
        }
    });
    places.into_iter().flatten().collect()
}

fn main() {}
