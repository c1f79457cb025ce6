//! `par_map` has as many threads as it was asked for, and each takes the next item when it is free.
// no promise: "The thread that calls this may be one of them; it counts then." It is allowed, and not asked for.

use lab::ms;
use proof::prelude::*;
use proof::{Load, Trail, comes_true, speed_up};
use std::hint;
use std::sync::atomic::{AtomicU32, Ordering};

proof::main!(
    the_threads_work_at_the_same_time,
    there_are_as_many_threads_as_asked_for,
    each_item_is_done_once_and_its_result_is_in_its_place,
    there_may_be_any_number_of_items,
    no_item_is_taken_by_two_threads,
    an_item_that_takes_its_time_holds_up_no_other,
    it_is_faster_where_processors_are_free,
);

fn par_map(items: usize, threads: usize, work: impl Fn(usize) -> u64 + Sync) -> Vec<u64> {
    let items: Vec<usize> = (0..items).collect();
    let work: &(dyn Fn(&usize) -> u64 + Sync) = &|item| work(*item);
    within(ms(3_000), "par_map", || {
        exercise::par_map(&items, threads, work)
    })
}

fn name(item: usize) -> String {
    format!("item {item}")
}

/// Many more items than threads, one more, and as many.
fn the_threads_work_at_the_same_time() {
    promise("not by fewer, if there are as many items");
    for (items, threads) in [(12, 4), (5, 4), (4, 4), (2, 2)] {
        let meet = Rendezvous::of(threads);
        par_map(items, threads, |item| {
            meet.arrive(&name(item));
            0
        });
    }
}

/// More than a number that somebody may think enough, and then fewer.
fn there_are_as_many_threads_as_asked_for() {
    promise("and not by more, from the first item to the last.");
    for threads in [40, 12, 3, 2, 1] {
        let (crew, meet) = (Crew::new(), Rendezvous::of(threads));
        par_map(12 * threads - 1, threads, |item| {
            crew.comes_by();
            // No thread has done everything before another has started.
            meet.arrive(&name(item));
            if item == 0 {
                // A moment for those that are too many.
                comes_true(ms(20), || crew.threads() > threads);
            }
            0
        });
        crew.threads_are(threads);
    }
}

/// The first item is done after the second, and the last ones come after whatever the
/// thread of the first does next: as they are done, and on each thread, they are in
/// another order.
fn each_item_is_done_once_and_its_result_is_in_its_place() {
    promise("return what it returned, in the order of `items`.");
    look_at("who knows the place of a result, and for how long?");
    let (work, trail, factor) = (Work::new(), Trail::new(), number(2..99));
    let results: Vec<u64> = (0..12).map(|item| item * factor).collect();
    let wanted = expected("the list of results", results);
    let got = par_map(12, 3, |item| {
        trail.begins(item);
        match item {
            0 => trail.waits_until_after(1),
            7.. => trail.waits_until_after(0),
            _ => {}
        }
        work.mark(&name(item));
        item as u64 * factor
    });
    wanted.is(got);
    promise("Call `work` once for each of `items`");
    equal("the number of calls of `work`", work.calls().len(), 12);
}

/// None, one, and numbers around that of the threads.
fn there_may_be_any_number_of_items() {
    promise(
        "Call `work` once for each of `items`, and return what it returned, in the order of `items`.",
    );
    for threads in [1, 2, 4] {
        for items in [0, 1, 2, 3, 4, 5, 9] {
            let (work, factor) = (Work::new(), number(2..99));
            let results: Vec<u64> = (0..items).map(|item| item * factor).collect();
            let what = format!("the list of results of {items} items on {threads} threads");
            let wanted = expected(&what, results);
            let got = par_map(
                usize::try_from(items).expect("it is small"),
                threads,
                |item| {
                    work.mark(&name(item));
                    item as u64 * factor
                },
            );
            wanted.is(got);
            let calls = work.calls().len() as u64;
            holds(
                calls == items,
                Kind::WrongResult,
                &format!("`work` was called {calls} times for {items} items"),
                "an item is left out, or done twice",
            );
        }
    }
}

/// So many items, each so quick, that the threads take their next ones at the same moment
/// again and again.
fn no_item_is_taken_by_two_threads() {
    promise("Call `work` once for each of `items`");
    look_at(
        "between the look at what is next and the moment at which it is taken, who else can look?",
    );
    const ITEMS: usize = 2_000;
    for _ in 0..10 {
        let calls: Vec<AtomicU32> = (0..ITEMS).map(|_| AtomicU32::new(0)).collect();
        par_map(ITEMS, 4, |item| {
            calls[item].fetch_add(1, Ordering::SeqCst);
            (0..20).for_each(|_| hint::spin_loop());
            0
        });
        let twice = calls.into_iter().map(AtomicU32::into_inner);
        let twice = twice.filter(|calls| *calls != 1).count();
        equal("the number of items that were not done once", twice, 0);
    }
}

/// The first item, the last, and one in between, so that no order in which a thread
/// goes through items of its own makes up for it; and two of them at a time.
fn an_item_that_takes_its_time_holds_up_no_other() {
    promise("While an item takes its time, all others can be done by the other threads.");
    const ITEMS: usize = 9;
    let slow: [&[usize]; 5] = [&[0], &[ITEMS - 1], &[4], &[0, 1], &[3, ITEMS - 1]];
    for slow in slow {
        let straggler = Straggler::behind(ITEMS - slow.len());
        par_map(ITEMS, slow.len() + 1, |item| {
            match slow.contains(&item) {
                true => straggler.waits(&name(item)),
                false => straggler.is_done(),
            }
            0
        });
    }
}

fn it_is_faster_where_processors_are_free() {
    promise("whoever has nothing to do takes the next order.");
    speed_up("par_map", 2, |load| {
        par_map(Load::PIECES, 2, |_| {
            load.piece();
            0
        });
    });
}
