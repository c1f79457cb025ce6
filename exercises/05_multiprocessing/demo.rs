// The same to each piece of the data. Six photos of the catalogue have to be shrunk, which
// waits for nothing and needs a processor. `iter` does them one after another. `par_iter`
// shares them out to a pool with a thread for each processor, and that is the whole
// change. One photo is large: whoever has it gets fewer of the others, because a thread
// that has nothing left to do steals from one that has.
//
// `workbook demo 5` draws it while it runs. Change something, and run it again.

use lab::{demo, ms};
use rayon::prelude::*;
use std::time::{Duration, Instant};

/// The photos, and what each of them takes a processor.
const PHOTOS: [(&str, Duration); 6] = [
    ("tea", ms(300)),
    ("cups", ms(100)),
    ("kettles", ms(100)),
    ("spoons", ms(100)),
    ("honey", ms(100)),
    ("lemons", ms(100)),
];

fn shrink((photo, takes): &(&str, Duration)) {
    demo::compute(photo, *takes);
}

pub fn main() {
    let start = Instant::now();
    PHOTOS.iter().for_each(shrink);
    println!("One after another they took {:.1?}.", start.elapsed());

    let start = Instant::now();
    PHOTOS.par_iter().for_each(shrink);
    let threads = rayon::current_num_threads();
    println!(
        "Shared by a pool of {threads} they took {:.1?}.",
        start.elapsed()
    );
}
