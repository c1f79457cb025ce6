// accepted: one lock for each piece, when it has been counted

use lab::{Tally, TallyPad};
use rayon::prelude::*;
use std::sync::Mutex;

pub fn count_words(words: &[&str], pad: &TallyPad) -> Tally {
    let total = Mutex::new(Some(pad.tally()));
    words
        .par_iter()
        .fold(
            || pad.tally(),
            |mut tally, word| {
                tally.count(word);
                tally
            },
        )
        .for_each(|tally| {
            let mut total = total.lock().unwrap();
            *total = total.take().map(|before| before.merge(tally));
        });
    total.into_inner().unwrap().unwrap()
}

fn main() {}
