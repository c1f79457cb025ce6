// refused: not-concurrent — the lock is held for a whole piece

use lab::{Tally, TallyPad};
use rayon::prelude::*;
use std::sync::Mutex;

pub fn count_words(words: &[&str], pad: &TallyPad) -> Tally {
    let tally = Mutex::new(pad.tally());
    words.par_chunks(100).for_each(|chunk| {
        let mut tally = tally.lock().unwrap();
        chunk.iter().for_each(|word| tally.count(word));
    });
    tally.into_inner().unwrap()
}

fn main() {}
