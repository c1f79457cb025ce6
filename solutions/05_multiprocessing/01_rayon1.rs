// The catalogue shows a small copy of each photo. Shrinking a photo waits for
// nothing: it needs a processor, for a while. Such work is faster when it is shared
// by as many threads as there are processors. rayon keeps these threads, a *pool*,
// and shares out what an iterator goes through: this is *data parallelism*. A slow
// photo holds up few others, because a thread that has nothing to do takes over some
// of the work of another.
//
// https://docs.rs/rayon/latest/rayon/iter/index.html (offline: `cargo doc -p rayon`)

use lab::{Image, Thumb};
use rayon::prelude::*;

/// Shrink each of `images` once, with `Image::shrink`, and return the small copies in
/// the order of `images`.
///
/// All threads of the rayon pool that this is called in do it, at the same time, if
/// there are many images; if there are no more images than threads, all of them are
/// shrunk at the same time. How many of them each thread shrinks is up to you. No other
/// threads do it: whoever calls this from outside of the pool waits, as `main` does,
/// where the pool is the one that rayon makes by itself. Only a single image may be shrunk
/// by the caller.
pub fn thumbnails(images: &[Image]) -> Vec<Thumb> {
    // `par_iter` may go through the images in any order and on any thread of the pool.
    // `collect` puts each copy where its image was: rayon knows the place of each.
    images.par_iter().map(Image::shrink).collect()
}

fn main() {
    for thumb in thumbnails(&Image::sample()) {
        println!("{}, small", thumb.name());
    }
}

// These tests look at what is returned. A hidden test also looks at how it runs: how
// many threads are at work at once, and whose they are.
#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_copies_are_in_the_order_of_the_images() {
        let thumbs = thumbnails(&Image::sample());
        let names: Vec<&str> = thumbs.iter().map(Thumb::name).collect();
        let wanted = ["tea", "cups", "kettles", "spoons", "honey", "lemons"];
        assert_eq!(names, wanted);
    }

    #[test]
    fn no_images_have_no_copies() {
        assert!(thumbnails(&[]).is_empty());
    }
}
