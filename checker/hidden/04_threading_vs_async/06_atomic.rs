//! `draw` gives each number out once, and none beyond the end.

use lab::ms;
use lab::shim::AtomicU64;
use proof::prelude::*;

proof::main!(
    each_number_is_drawn_once_in_whatever_order_two_threads_come,
    the_last_number_is_drawn_by_one_of_two,
    nothing_comes_after_the_last_number_there_is,
    the_last_number_there_is_is_drawn_by_one_of_two,
    nothing_comes_after_it_when_two_have_tried,
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
    let first = number(1..1_000);
    two_draw(first, first + 3);
}

fn the_last_number_is_drawn_by_one_of_two() {
    let first = number(1..1_000);
    two_draw(first, first + 1);
}

fn nothing_comes_after_the_last_number_there_is() {
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

fn the_last_number_there_is_is_drawn_by_one_of_two() {
    look_at("what may `next` hold for a moment, and who could see it just then?");
    two_draw(u64::MAX - 1, u64::MAX);
}

fn nothing_comes_after_it_when_two_have_tried() {
    look_at("what may `next` hold for a moment, and who could see it just then?");
    two_draw(u64::MAX, u64::MAX);
}
