// Which words do the reviews of the shop use, and how often? The words can be
// counted by many threads, but the counts are one thing. If all threads share one
// tally, each of them waits for its turn to write, and one thread would do as well.
//
// So each piece of work has a tally of its own, which nobody else touches (a *fold*),
// and the tallies are merged two by two until there is one (a *reduce*). Nothing is
// shared while words are counted, so nobody waits.
//
// https://docs.rs/rayon/latest/rayon/iter/trait.ParallelIterator.html#method.fold
// (offline: `cargo doc -p rayon`)

use lab::{Tally, TallyPad};

/// Count each of `words` once, with `Tally::count`, on a tally taken from `pad`, and
/// return one tally with all counts.
///
/// If there are five hundred words or more for each thread of the rayon pool that this
/// is called in, all its threads count at the same time, and no others do: whoever calls
/// this from outside of the pool waits.
///
/// A tally for each word would be more work than the counting. Where there are thousands
/// of words, a hundred or more are counted on each tally, on average. With the tallies
/// that are taken for the merging, clones among them, it is still fifty or more.
pub fn count_words(words: &[&str], pad: &TallyPad) -> Tally {
    // TODO: Count the words in parallel, and merge the tallies.
    todo!("{} words, {pad:?}", words.len())
}

fn main() {
    let pad = TallyPad::new();
    let words: Vec<&str> = "good tea but late and late again".split(' ').collect();
    let tally = count_words(&words, &pad);
    println!("{:?} on {} tallies", tally.entries(), pad.taken());
}

// These tests look at what is returned. A hidden test also looks at how it runs: how
// many threads count at once, and how many tallies there are.
#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_has_its_count() {
        let tally = count_words(&["late", "good", "late"], &TallyPad::new());
        assert_eq!(tally.entries(), [("good", 1), ("late", 2)]);
    }

    #[test]
    fn no_words_have_no_counts() {
        assert!(count_words(&[], &TallyPad::new()).entries().is_empty());
    }
}
