//! `draw` gives each number out once, and none beyond the end.

// no promise: "Draw a number from the block" The sentences behind it say how.

use lab::ms;
use lab::shim::{AtomicU64, Ordering::Relaxed};
use proof::prelude::*;
use std::sync::{Arc, Mutex, PoisonError};

proof::main!(
    each_number_is_drawn_once_in_whatever_order_two_threads_come,
    the_last_number_is_drawn_by_one_of_two,
    each_number_is_drawn_once_wherever_others_come_in_between,
    so_it_is_where_the_numbers_end,
    next_is_not_above_the_end_in_the_middle_of_a_draw,
    a_thread_that_is_overtaken_again_and_again_gets_its_number,
    nothing_comes_after_the_last_number_there_is,
    a_block_that_is_used_up_stays_as_it_is,
);

/// What is left in the block; one more than there can be, if there is no end.
fn rest(next: &AtomicU64, end: u64, most: usize) -> Vec<u64> {
    let draws = (0..=most).map_while(|_| exercise::draw(next, end));
    within(ms(1_500), "draw", || draws.collect())
}

/// Two threads draw from `first..end`, and then the rest is drawn: each number
/// comes once, and nobody got `None` if there were two.
fn two_draw(first: u64, end: u64) {
    if_it_hangs("a thread tries again and again, and what it tries can never succeed");
    let numbers = usize::try_from(end - first).unwrap_or(usize::MAX);
    Interleavings::of(2).each(
        || AtomicU64::new(first),
        |next, _| exercise::draw(next, end),
        |next, got| {
            let empty = got.iter().filter(|got| got.is_none()).count();
            let mut drawn: Vec<_> = got.into_iter().flatten().collect();
            drawn.extend(rest(next, end, 2));
            drawn.sort_unstable();
            let wanted: Vec<_> = (first..end).collect();
            equal("the list of all numbers that were drawn", drawn, wanted);
            let wanted = 2_usize.saturating_sub(numbers);
            equal("the number of threads that got none", empty, wanted);
        },
    );
}

fn each_number_is_drawn_once_in_whatever_order_two_threads_come() {
    promise("Each number is given out once, in order, and none is left out.");
    let first = number(1..1_000);
    two_draw(first, first + 3);
}

fn the_last_number_is_drawn_by_one_of_two() {
    promise("Nobody goes away empty while there is a number.");
    let first = number(1..1_000);
    two_draw(first, first + 1);
}

/// One thread draws from `first..end`, and before each of its operations that `mask` has
/// a bit for, others draw twice. Says what everybody got, in order, and the number that
/// it got last, and the largest number that was found in `next`.
fn draw_among_others(first: u64, end: u64, mask: u32) -> (Vec<Option<u64>>, u64) {
    let next = Arc::new(AtomicU64::new(first));
    let got = Arc::new(Mutex::new(Vec::new()));
    let most = Arc::new(Mutex::new(first));
    let (shared, theirs, largest) = (next.clone(), got.clone(), most.clone());
    let others = move |step: usize| {
        let mut largest = largest.lock().unwrap_or_else(PoisonError::into_inner);
        *largest = shared.load(Relaxed).max(*largest);
        if step < 32 && mask & (1 << step) != 0 {
            let two = [(); 2].map(|()| exercise::draw(&shared, end));
            let mut theirs = theirs.lock().unwrap_or_else(PoisonError::into_inner);
            theirs.extend(two);
        }
    };
    let mine = interrupted(others, || exercise::draw(&next, end));
    let mut got = got.lock().unwrap_or_else(PoisonError::into_inner);
    got.push(mine);
    let most = *most.lock().unwrap_or_else(PoisonError::into_inner);
    (got.clone(), most.max(next.load(Relaxed)))
}

/// In the middle of a draw from `first..end`, others draw as well.
fn drawn_once(first: u64, end: u64) {
    look_at("what may `next` hold for a moment, and who could see it just then?");
    if_it_hangs("a thread has stopped half-way, and another one waits for it to go on");
    within(ms(2_500), "draw", || {
        for mask in 0..64 {
            let (got, _) = draw_among_others(first, end, mask);
            let calls = got.len() as u64;
            let mut drawn: Vec<_> = got.iter().copied().flatten().collect();
            drawn.sort_unstable();
            let wanted: Vec<_> = (first..end.min(first.saturating_add(calls))).collect();
            let seen = format!(
                "one thread was interrupted between its operations by others, and in all {calls} \
                 draws from {first}..{end} gave {got:?}, its own last"
            );
            let meaning = "a number is missing, came twice, or lies behind the end";
            holds(drawn == wanted, Kind::WrongResult, &seen, meaning);
        }
    });
}

fn each_number_is_drawn_once_wherever_others_come_in_between() {
    promise("Any number of threads may draw at the same time.");
    promise_against(
        Kind::Hangs,
        "no thread waits for one that has stopped half-way",
    );
    let first = number(1..1_000);
    (0..6).for_each(|numbers| drawn_once(first, first + numbers));
}

fn so_it_is_where_the_numbers_end() {
    promise("also if the block ends at `u64::MAX`");
    promise_against(
        Kind::Hangs,
        "no thread waits for one that has stopped half-way",
    );
    (0..6).for_each(|numbers| drawn_once(u64::MAX - numbers, u64::MAX));
    promise("`None` when no number is left.");
    drawn_once(0, 0);
}

fn next_is_not_above_the_end_in_the_middle_of_a_draw() {
    promise("nobody finds it above `end` at any moment");
    promise_against(
        Kind::Hangs,
        "no thread waits for one that has stopped half-way",
    );
    look_at("what may `next` hold for a moment, and who could see it just then?");
    within(ms(2_500), "draw", || {
        let first = number(1..1_000);
        for (numbers, mask) in (0..4).flat_map(|numbers| (0..16).map(move |mask| (numbers, mask))) {
            let end = first + numbers;
            let (_, most) = draw_among_others(first, end, mask);
            let seen = format!(
                "`next` was {most} in the middle of a draw or after it, and the block is {first}..{end}"
            );
            let meaning = "whoever looks just then finds more numbers drawn than there are";
            holds(most <= end, Kind::WrongResult, &seen, meaning);
        }
    });
}

/// Before each operation of one thread another one draws, so often at most, from a block
/// with so many numbers. Then the rest is drawn, where it is not long.
fn overtaken(times: usize, numbers: u64, end: u64) {
    let next = Arc::new(AtomicU64::new(end - numbers));
    let drawn = Arc::new(Mutex::new(0));
    let (shared, theirs) = (next.clone(), drawn.clone());
    let draws = move |step: usize| {
        if step < times {
            let got = exercise::draw(&shared, end);
            *theirs.lock().unwrap_or_else(PoisonError::into_inner) += u64::from(got.is_some());
        }
    };
    let mine = interrupted(draws, || exercise::draw(&next, end));
    let theirs = *drawn.lock().unwrap_or_else(PoisonError::into_inner);
    let seen = format!(
        "of {numbers} numbers others drew {theirs} while one thread tried to draw, and it got {mine:?}"
    );
    let meaning = "who is overtaken again and again gets a number as long as there is one, and none that is not there";
    holds(
        mine.is_some() == (theirs < numbers),
        Kind::WrongResult,
        &seen,
        meaning,
    );
    // An answer whose steps are on another thread was not overtaken: nearly all are left.
    let all = theirs + u64::from(mine.is_some());
    if numbers.saturating_sub(all) < 50 {
        let left = (0..=numbers).map_while(|_| exercise::draw(&next, end));
        let all = all + left.count() as u64;
        equal("the number of numbers that were drawn in all", all, numbers);
    }
}

fn a_thread_that_is_overtaken_again_and_again_gets_its_number() {
    promise("Nobody goes away empty while there is a number.");
    promise_against(
        Kind::Hangs,
        "no thread waits for one that has stopped half-way",
    );
    look_at("how often does a thread try, and what does it do then?");
    if_it_hangs("a thread has stopped half-way, and another one waits for it to go on");
    within(ms(4_000), "draw", || {
        for numbers in 1..40 {
            overtaken(50, numbers, u64::MAX);
        }
        // Who tries again by calling itself has room on the stack for so many attempts.
        overtaken(11_000, 11_001, 1 << 40);
    });
}

fn nothing_comes_after_the_last_number_there_is() {
    promise("After the last one this returns `None`, however often it is called");
    look_at("what does `next` hold after the last number, and what after one draw more?");
    let next = AtomicU64::new(u64::MAX - 2);
    let got = within(ms(1_500), "draw", || {
        [(); 5].map(|()| exercise::draw(&next, u64::MAX))
    });
    let [last_but_one, last] = [u64::MAX - 2, u64::MAX - 1].map(Some);
    equal(
        "the list of what was drawn",
        got,
        [last_but_one, last, None, None, None],
    );
}

fn a_block_that_is_used_up_stays_as_it_is() {
    promise("`next` holds the first that nobody has yet");
    look_at("what is compared with `end`, and what is written where no number is left?");
    let first = number(1..1_000);
    let next = AtomicU64::new(first);
    let got = within(ms(1_500), "draw", || {
        [first, first, first + 1].map(|end| exercise::draw(&next, end))
    });
    let wanted = [None, None, Some(first)];
    equal("the list of what was drawn from two blocks", got, wanted);
    equal(
        "what `next` holds afterwards",
        next.load(Relaxed),
        first + 1,
    );
}
