//! `count_words` counts on all threads at once, each piece of work on a tally of its own.
// no promise: "A tally for each word would be more work than the counting." It says why the next one is asked for.

use lab::{Tally, TallyPad, ms};
use proof::prelude::*;
use proof::{Load, speed_up};
use rayon::{ThreadPool, ThreadPoolBuilder};
use std::collections::{BTreeMap, HashSet};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, ThreadId};

proof::main!(
    the_threads_of_the_pool_count_each_word_once,
    all_threads_of_the_pool_count_at_once,
    whoever_calls_from_outside_of_the_pool_counts_nothing,
    many_words_share_a_tally,
    there_may_be_any_number_of_words,
    it_is_faster_where_processors_are_free,
);

const THREADS: usize = 6;
/// No multiple of anything that they are cut into.
const WORDS: usize = 10_007;

fn pool(threads: usize) -> ThreadPool {
    let pool = ThreadPoolBuilder::new().num_threads(threads);
    let pool = pool.thread_name(|index| format!("pool {index}"));
    pool.build().expect("there is room for a few threads")
}

/// So many words, of which `rare` are `seldom`, at equal distances.
fn words(count: usize, rare: usize) -> Vec<&'static str> {
    // A capital letter makes another word, and no letter at all makes one, too.
    let often = ["good", "tea", "late", "Tea", "", "cups", "fine", "thanks"];
    let word = |place: usize| match place % (WORDS / rare) == 7 {
        true => "seldom",
        false => often[place % often.len()],
    };
    (0..count).map(word).collect()
}

fn count_words(pool: &ThreadPool, words: &[&str], pad: &TallyPad) -> Tally {
    within(ms(3_000), "count_words", || {
        pool.install(|| exercise::count_words(words, pad))
    })
}

fn the_threads_of_the_pool_count_each_word_once() {
    promise("Count each of `words` once, with `Tally::count`");
    let pool = pool(THREADS);
    let members = pool.broadcast(|_| thread::current().id());
    let (pad, counted) = pad_that_knows_the_threads();
    let words = words(WORDS, 16);
    let lent = expected("the list of words after the call", &words);
    let wanted = ["seldom", "good", "thanks", "never"].map(|word| {
        let count = words.iter().filter(|other| **other == word).count();
        (word, expected(&format!("the count of `{word}`"), count))
    });
    let tally = count_words(&pool, &words, &pad);
    lent.is(&words);
    promise("on a tally taken from `pad`");
    holds(
        pad.taken() > 0,
        Kind::WrongResult,
        "no tally was taken from `pad`",
        "what is counted on tallies from elsewhere, nobody sees who holds the pad",
    );
    promise("all its threads count at the same time, and no others do");
    let counted = counted.lock().unwrap_or_else(PoisonError::into_inner);
    only_by(&members, &counted);
    promise("Count each of `words` once, with `Tally::count`");
    equal("the number of calls of `count`", counted.len(), WORDS);
    promise("return one tally with all counts.");
    for (word, wanted) in wanted {
        wanted.is(tally.of(word));
    }
    let all: u64 = tally.entries().iter().map(|(_, count)| count).sum();
    equal("the sum of all counts", all, WORDS as u64);
}

/// In `main` the pool is the one that rayon makes by itself. Thousands of words, and as few
/// as the promise is about.
fn whoever_calls_from_outside_of_the_pool_counts_nothing() {
    promise("whoever calls this from outside of the pool waits.");
    // A pool of one thread shares nothing out: then whoever calls does all of it.
    let pool = rayon::ThreadPoolBuilder::new().num_threads(4);
    pool.build_global().expect("nobody has called rayon before");
    let members = rayon::broadcast(|_| thread::current().id());
    for count in [WORDS, 2_000, 2_031] {
        let (pad, counted) = pad_that_knows_the_threads();
        let words = words(count, 16);
        within(ms(3_000), "count_words", || {
            exercise::count_words(&words, &pad)
        });
        let counted = counted.lock().unwrap_or_else(PoisonError::into_inner);
        only_by(&members, &counted);
    }
}

/// A pad, and which thread counted each word on its tallies.
fn pad_that_knows_the_threads() -> (TallyPad, Arc<Mutex<Vec<ThreadId>>>) {
    let counted: Arc<Mutex<Vec<ThreadId>>> = Arc::default();
    let seen = Arc::clone(&counted);
    let pad = TallyPad::new().with_work(move |_| {
        let mut seen = seen.lock().unwrap_or_else(PoisonError::into_inner);
        seen.push(thread::current().id());
    });
    (pad, counted)
}

fn only_by(members: &[ThreadId], counted: &[ThreadId]) {
    holds(
        counted.iter().all(|thread| members.contains(thread)),
        Kind::WrongThread,
        "a word was counted on a thread that is not one of the pool's",
        "the pool has a thread for each processor; those beside it are too many",
    );
}

/// Five hundred words for each thread, not one more, and thousands for each.
fn all_threads_of_the_pool_count_at_once() {
    promise(
        "If there are five hundred words or more for each thread of the rayon pool that this is called in, all its threads count at the same time",
    );
    look_at("what does a thread need before it can count a word, and who has it?");
    for (threads, count) in [(THREADS, WORDS), (THREADS, 500 * THREADS), (2, 1_000)] {
        let (meet, met) = (Rendezvous::of(threads), AtomicBool::new(false));
        let pad = TallyPad::new().with_work(move |word| {
            // Until the threads have met, or one has waited in vain.
            if !met.load(Ordering::SeqCst) {
                meet.arrive(word);
                met.store(true, Ordering::SeqCst);
            }
        });
        count_words(&pool(threads), &words(count, 16), &pad);
    }
}

/// In a pool of one thread, where nobody takes over work: the number of pieces is
/// the same every time, and each is counted to its end before the next tally is taken.
fn many_words_share_a_tally() {
    promise(
        "Where there are thousands of words, a hundred or more are counted on each tally, on average.",
    );
    look_at("when is a tally taken from the pad, and how many words come after that?");
    let counted_on: Arc<Mutex<HashSet<usize>>> = Arc::default();
    let (seen, taken) = (Arc::clone(&counted_on), TallyPad::new());
    let pad = {
        let taken = taken.clone();
        taken.clone().with_work(move |_| {
            let mut seen = seen.lock().unwrap_or_else(PoisonError::into_inner);
            seen.insert(taken.taken());
        })
    };
    count_words(&pool(1), &words(WORDS, 16), &pad);
    let used = counted_on
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .len();
    // Pieces of a hundred words, and one of those that are left.
    let most = WORDS / 100 + 1;
    holds(
        used <= most,
        Kind::WrongResult,
        &format!("{WORDS} words were counted on {used} tallies, which is more than {most}"),
        "taking tallies and merging them is more work than counting",
    );
    promise(
        "With the tallies that are taken for the merging, clones among them, it is still fifty or more.",
    );
    let all = pad.taken();
    holds(
        all <= 2 * most,
        Kind::WrongResult,
        &format!("{all} tallies were taken from the pad for {WORDS} words"),
        "taking tallies and merging them is more work than counting",
    );
}

/// None, one, and numbers around those that they may be cut by.
fn there_may_be_any_number_of_words() {
    promise(
        "Count each of `words` once, with `Tally::count`, on a tally taken from `pad`, and return one tally with all counts.",
    );
    let pool = pool(4);
    for count in [0, 1, 2, 5, 99, 101, 1_023, 9_999] {
        let (words, pad) = (words(count, 16), TallyPad::new());
        let mut counts: BTreeMap<&str, u64> = BTreeMap::new();
        for word in &words {
            *counts.entry(word).or_default() += 1;
        }
        let wanted: Vec<(&str, u64)> = counts.into_iter().collect();
        let wanted = expected(&format!("the list of the counts of {count} words"), wanted);
        wanted.is(count_words(&pool, &words, &pad).entries());
    }
}

fn it_is_faster_where_processors_are_free() {
    promise(
        "If all threads share one tally, each of them waits for its turn to write, and one thread would do as well.",
    );
    let (pool, words) = (pool(4), words(WORDS, Load::PIECES));
    speed_up("count_words", 4, |load| {
        let load = load.clone();
        let pad = TallyPad::new().with_work(move |word| {
            if word == "seldom" {
                load.piece();
            }
        });
        count_words(&pool, &words, &pad);
    });
}
