//! `count_words` counts on all threads at once, each piece of work on a tally of its own.

use lab::{Tally, TallyPad, ms};
use proof::{Counts, Kind, Load, Rendezvous, equal, expected, holds, look_at, speed_up, within};
use rayon::{ThreadPool, ThreadPoolBuilder};
use std::collections::HashSet;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, ThreadId};

proof::main!(
    all_threads_of_the_pool_count_at_once,
    the_threads_of_the_pool_count_each_word_once,
    many_words_share_a_tally,
    it_is_faster_where_processors_are_free,
);

const THREADS: usize = 4;
const WORDS: usize = 10_000;

fn pool(threads: usize) -> ThreadPool {
    let pool = ThreadPoolBuilder::new().num_threads(threads);
    let pool = pool.thread_name(|index| format!("pool {index}"));
    pool.build().expect("there is room for a few threads")
}

/// Ten thousand words, of which `rare` are `seldom`, at equal distances.
fn words(rare: usize) -> Vec<&'static str> {
    let often = ["good", "tea", "late", "again", "cups", "fine", "thanks"];
    let word = |place: usize| match place.is_multiple_of(WORDS / rare) {
        true => "seldom",
        false => often[place % often.len()],
    };
    (0..WORDS).map(word).collect()
}

fn count_words(pool: &ThreadPool, words: &[&str], pad: &TallyPad) -> Tally {
    within(ms(3_000), "count_words", || {
        pool.install(|| exercise::count_words(words, pad))
    })
}

fn all_threads_of_the_pool_count_at_once() {
    look_at("what does a thread need before it can count a word, and who has it?");
    let (meet, met) = (Rendezvous::of(THREADS), AtomicBool::new(false));
    let pad = TallyPad::new().with_work(move |word| {
        // Until the threads have met, or one has waited in vain.
        if !met.load(Ordering::SeqCst) {
            meet.arrive(word);
            met.store(true, Ordering::SeqCst);
        }
    });
    count_words(&pool(THREADS), &words(16), &pad);
}

fn the_threads_of_the_pool_count_each_word_once() {
    let pool = pool(THREADS);
    let members: HashSet<ThreadId> = pool
        .broadcast(|_| thread::current().id())
        .into_iter()
        .collect();
    let counted: Arc<Mutex<Vec<ThreadId>>> = Arc::default();
    let seen = Arc::clone(&counted);
    let pad = TallyPad::new().with_work(move |_| {
        let mut seen = seen.lock().unwrap_or_else(PoisonError::into_inner);
        seen.push(thread::current().id());
    });
    let words = words(16);
    let lent = expected("the list of words after the call", &words);
    let wanted = ["seldom", "good", "thanks", "never"].map(|word| {
        let count = words.iter().filter(|other| **other == word).count();
        (word, expected(&format!("the count of `{word}`"), count))
    });
    let tally = count_words(&pool, &words, &pad);
    lent.is(&words);
    for (word, wanted) in wanted {
        wanted.is(tally.of(word));
    }
    let all: u64 = tally.entries().iter().map(|(_, count)| count).sum();
    equal("the sum of all counts", all, WORDS as u64);
    let counted = counted.lock().unwrap_or_else(PoisonError::into_inner);
    equal("the number of calls of `count`", counted.len(), WORDS);
    holds(
        counted.iter().all(|thread| members.contains(thread)),
        Kind::TooConcurrent,
        "a word was counted on a thread that is not one of the pool's",
        "the pool has a thread for each processor; those beside it are too many",
    );
}

/// In a pool of one thread, where nobody takes over work: the number of pieces is
/// the same every time.
fn many_words_share_a_tally() {
    look_at("when is a tally taken from the pad, and how many words come after that?");
    let pad = TallyPad::new();
    count_words(&pool(1), &words(16), &pad);
    // Pieces of a hundred words, and what `reduce` begins with.
    let most = WORDS / 100 * 3;
    holds(
        pad.taken() <= most,
        Kind::WrongResult,
        &format!(
            "{} tallies were taken from the pad for {WORDS} words",
            pad.taken()
        ),
        "taking tallies and merging them is more work than counting",
    );
}

fn it_is_faster_where_processors_are_free() {
    let (pool, words) = (pool(THREADS), words(Load::PIECES));
    speed_up("count_words", THREADS, |load| {
        let load = load.clone();
        let pad = TallyPad::new().with_work(move |word| {
            if word == "seldom" {
                load.piece();
            }
        });
        count_words(&pool, &words, &pad);
    });
}
