// refused: not-concurrent — one tally, and a lock for each word

use lab::{Tally, TallyPad};
use rayon::prelude::*;
use std::sync::Mutex;

pub fn count_words(words: &[&str], pad: &TallyPad) -> Tally {
    let tally = Mutex::new(pad.tally());
    words
        .par_iter()
        .for_each(|word| tally.lock().unwrap().count(word));
    tally.into_inner().unwrap()
}

fn main() {}
