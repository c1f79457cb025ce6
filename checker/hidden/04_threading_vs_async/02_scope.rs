//! `total` adds up both halves of a list at the same time, and copies nothing.

use lab::ms;
use proof::prelude::*;
use std::sync::{LazyLock, Mutex, PoisonError};

proof::metered_main!(
    both_halves_are_added_up_at_the_same_time,
    the_memory_in_use_does_not_grow_with_the_list,
    add_is_given_the_two_halves_of_the_list,
    the_total_is_the_sum_of_what_add_returned,
);

fn total(sales: &[u64], add: fn(&[u64]) -> u64) -> u64 {
    // Whoever lets a pool do it has two threads there on any machine.
    let pool = rayon::ThreadPoolBuilder::new().num_threads(4);
    pool.build_global().expect("nobody has used it yet");
    within(ms(2_500), "total", || exercise::total(sales, add))
}

fn both_halves_are_added_up_at_the_same_time() {
    look_at("what does each of the two threads do while the other one adds?");
    static BOTH: LazyLock<Rendezvous> = LazyLock::new(|| Rendezvous::of(2));
    LazyLock::force(&BOTH);
    let sales = [1, 2, 3, 4].map(|place| 10 * number(1..9) + place);
    let wanted = expected("the total", sales.iter().sum::<u64>());
    let lent = expected("the list of sales after the call", sales);
    let total = total(&sales, |half| {
        let left = half.iter().any(|sale| sale % 10 == 1);
        BOTH.arrive(if left { "left half" } else { "right half" });
        half.iter().sum()
    });
    wanted.is(total);
    lent.is(sales);
}

fn the_memory_in_use_does_not_grow_with_the_list() {
    look_at("where do the numbers lie that the threads add up, and who owns them?");
    let sales: Vec<u64> = (1..=1 << 20).collect();
    let added = metered(|| total(&sales, |half| half.iter().sum()));
    proof::note(&format!(
        "the list has {} KiB; the most memory that was used beside it: {} KiB",
        size_of_val(&*sales) >> 10,
        added.peak >> 10
    ));
    added.peak_below(1 << 20);
    equal("the total", added.value, (1 << 19) * ((1 << 20) + 1));
}

fn add_is_given_the_two_halves_of_the_list() {
    static GIVEN: Mutex<Vec<(usize, usize)>> = Mutex::new(Vec::new());
    let sales: Vec<u64> = (1..=1_000).collect();
    total(&sales, |half| {
        let mut given = GIVEN.lock().unwrap_or_else(PoisonError::into_inner);
        given.push((half.as_ptr().addr(), half.len()));
        half.iter().sum()
    });
    let mut given = GIVEN.lock().unwrap_or_else(PoisonError::into_inner).clone();
    given.sort_unstable();
    let start = sales.as_ptr().addr();
    let list = start..start + size_of_val(&*sales);
    holds(
        given.iter().all(|(place, _)| list.contains(place)),
        Kind::Leaks,
        "`add` was given numbers that do not lie in the caller's list",
        "a part of the list was copied",
    );
    equal("the number of calls of `add`", given.len(), 2);
    let in_the_list = |(place, length)| ((place - start) / size_of::<u64>(), length);
    let halves: Vec<(usize, usize)> = given.into_iter().map(in_the_list).collect();
    let what = "the list of the first places and the lengths that `add` was given";
    equal(what, halves, [(0, 500), (500, 500)]);
}

fn the_total_is_the_sum_of_what_add_returned() {
    look_at("what becomes of what each call of `add` returns?");
    let total = total(
        &[1, 2, 3, 4],
        |half| if half.contains(&1) { 30 } else { 12 },
    );
    equal("the total, where `add` said 30 and 12,", total, 42);
}
