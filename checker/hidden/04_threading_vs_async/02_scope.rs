//! `total` adds up both halves of a list at the same time, and copies nothing.

// no promise: "The calling thread may be one of the two." It allows, and asks for nothing.

use lab::ms;
use proof::prelude::*;
use std::panic::catch_unwind;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{LazyLock, Mutex, PoisonError};
use std::thread;

proof::metered_main!(
    both_halves_are_added_up_at_the_same_time,
    so_are_those_of_a_short_list,
    the_memory_in_use_does_not_grow_with_the_list,
    add_is_given_the_two_halves_of_the_list,
    so_it_is_where_a_half_is_empty,
    so_are_those_of_two_lists,
    the_total_is_the_sum_of_what_add_returned,
    a_panic_of_add_comes_out_on_either_side,
    a_half_that_panicked_is_not_added_again,
);

fn total(sales: &[u64], add: fn(&[u64]) -> u64) -> u64 {
    within(ms(2_500), "total", || exercise::total(sales, add))
}

/// Whoever lets a pool do it has two threads there on any machine.
fn with_a_pool() {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(4);
    pool.build_global().expect("nobody has used it yet");
}

/// The halves of `sales`, of which only the first begins with a number that ends in 1,
/// are under way together.
fn both_at_once(sales: &[u64]) {
    static BOTH: LazyLock<Rendezvous> = LazyLock::new(|| Rendezvous::of(2));
    with_a_pool();
    promise("one half of the list on each of two threads, both at the same time");
    look_at("what does each of the two threads do while the other one adds?");
    LazyLock::force(&BOTH);
    let wanted = expected("the total", sales.iter().sum::<u64>());
    let lent = expected("the list of sales after the call", sales);
    let total = total(sales, |half| {
        let left = half.iter().any(|sale| sale % 10 == 1);
        BOTH.arrive(if left { "left half" } else { "right half" });
        half.iter().sum()
    });
    wanted.is(total);
    lent.is(sales);
}

fn both_halves_are_added_up_at_the_same_time() {
    both_at_once(&[1, 2, 3, 4, 5].map(|place| 10 * number(1..9) + place));
}

fn so_are_those_of_a_short_list() {
    both_at_once(&[1, 2].map(|place| 10 * number(1..9) + place));
}

/// Two lists are added up at once, by two threads each.
fn so_are_those_of_two_lists() {
    static ALL: LazyLock<Rendezvous> = LazyLock::new(|| Rendezvous::of(4));
    with_a_pool();
    promise("one half of the list on each of two threads, both at the same time");
    look_at("what do two calls of `total` share, and who waits for it?");
    LazyLock::force(&ALL);
    thread::scope(|scope| {
        for list in [&[1, 2], &[3, 4]] {
            scope.spawn(|| {
                total(list, |half| {
                    let half = half.first().copied().unwrap_or_default();
                    ALL.arrive(["none", "half 1", "half 2", "half 3", "half 4"][half as usize]);
                    half
                })
            });
        }
    });
}

fn the_memory_in_use_does_not_grow_with_the_list() {
    with_a_pool();
    promise("the memory in use does not grow with the list");
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

/// Where the parts lie that `add` was given, and how long they are.
fn given(sales: &[u64]) -> Vec<(usize, usize)> {
    static GIVEN: Mutex<Vec<(usize, usize)>> = Mutex::new(Vec::new());
    let given = || GIVEN.lock().unwrap_or_else(PoisonError::into_inner);
    given().clear();
    total(sales, |half| {
        let mut given = GIVEN.lock().unwrap_or_else(PoisonError::into_inner);
        given.push((half.as_ptr().addr(), half.len()));
        half.iter().sum()
    });
    let mut given = given().clone();
    given.sort_unstable();
    given
}

/// `add` is called for each half of a list of so many, and for nothing else.
fn is_given_the_halves(of: usize) {
    let sales: Vec<u64> = (1..).take(of).collect();
    promise("The halves are parts of the caller's list: nothing is copied");
    let given = given(&sales);
    let start = sales.as_ptr().addr();
    let list = start..start + size_of_val(&*sales);
    holds(
        given
            .iter()
            .all(|(place, length)| *length == 0 || list.contains(place)),
        Kind::Leaks,
        "`add` was given numbers that do not lie in the caller's list",
        "a part of the list was copied",
    );
    promise("Call `add` once for each half, and for nothing else");
    let what = format!("the number of calls of `add` for a list of {of}");
    equal(&what, given.len(), 2);
    let in_the_list = |(place, length)| ((place - start) / size_of::<u64>(), length);
    let parts = given.into_iter().filter(|(_, length)| *length > 0);
    let parts: Vec<(usize, usize)> = parts.map(in_the_list).collect();
    let halves = |first: usize| {
        let both = [(0, first), (first, of - first)];
        both.into_iter().filter(|(_, length)| *length > 0).collect()
    };
    // Of an odd number either half may have one more.
    let both: [Vec<_>; 2] = [halves(of / 2), halves(of.div_ceil(2))];
    let seen =
        format!("of a list of {of}, `add` was given these parts (first place, length): {parts:?}");
    let meaning = "these are not the two halves of the list";
    holds(both.contains(&parts), Kind::WrongResult, &seen, meaning);
}

fn add_is_given_the_two_halves_of_the_list() {
    with_a_pool();
    [1_000, 5, 4, 3, 2].map(is_given_the_halves);
}

fn so_it_is_where_a_half_is_empty() {
    with_a_pool();
    promise("also if a half is empty");
    [1, 0].map(is_given_the_halves);
}

fn the_total_is_the_sum_of_what_add_returned() {
    with_a_pool();
    promise("return the sum of what it returned");
    look_at("what becomes of what each call of `add` returns?");
    let got = total(
        &[1, 2, 3, 4],
        |half| if half.contains(&1) { 30 } else { 12 },
    );
    equal("the total, where `add` said 30 and 12,", got, 42);
    equal(
        "the total of no sales, where `add` said 7 twice,",
        total(&[], |_| 7),
        14,
    );
}

fn a_panic_of_add_comes_out_on_either_side() {
    with_a_pool();
    promise("If `add` panics, so does `total`.");
    look_at("what does a thread leave behind when it panics, and who looks at it?");
    expect_any_panic();
    let sales = [[1, 0], [0, 1]];
    let got = sales.map(|sales| {
        let spoiled = |half: &[u64]| match half {
            [1] => panic!("this sale cannot be read"),
            _ => 7,
        };
        catch_unwind(|| total(&sales, spoiled)).ok()
    });
    let what = "the list of what it returned, where the left and then the right half panicked,";
    equal(what, got, [None::<u64>; 2]);
}

fn a_half_that_panicked_is_not_added_again() {
    static CALLS: AtomicUsize = AtomicUsize::new(0);
    with_a_pool();
    promise("Call `add` once for each half");
    look_at("what becomes of a half when `add` has panicked?");
    expect_any_panic();
    let calls = [[1, 0], [0, 1]].map(|sales| {
        let spoiled = |half: &[u64]| {
            if half == [1] {
                CALLS.fetch_add(1, Ordering::SeqCst);
                panic!("this sale cannot be read");
            }
            7
        };
        let _ = catch_unwind(|| total(&sales, spoiled));
        CALLS.swap(0, Ordering::SeqCst)
    });
    let what =
        "the numbers of calls for a half that panicked, where it was the left and then the right,";
    equal(what, calls, [1, 1]);
}
