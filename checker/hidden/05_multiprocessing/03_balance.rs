//! `par_map` has as many threads as it was asked for, and each takes the next item when it is free.

use lab::ms;
use proof::{
    Crew, Load, Rendezvous, Straggler, Trail, Work, comes_true, equal, expected, look_at, number,
    speed_up, within,
};

proof::main!(
    the_threads_work_at_the_same_time,
    there_are_as_many_threads_as_asked_for,
    each_item_is_done_once_and_its_result_is_in_its_place,
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

fn the_threads_work_at_the_same_time() {
    let meet = Rendezvous::of(4);
    par_map(12, 4, |item| {
        meet.arrive(&name(item));
        0
    });
}

/// More than a number that is always the same would be, and then fewer.
fn there_are_as_many_threads_as_asked_for() {
    for threads in [12, 3, 2] {
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
    equal("the number of calls of `work`", work.calls().len(), 12);
}

/// The first item, and the last, so that no order in which a thread goes through
/// items of its own makes up for it.
fn an_item_that_takes_its_time_holds_up_no_other() {
    const ITEMS: usize = 8;
    for slow in [0, ITEMS - 1] {
        let straggler = Straggler::behind(ITEMS - 1);
        par_map(ITEMS, 2, |item| {
            match item == slow {
                true => straggler.waits(&name(item)),
                false => straggler.is_done(),
            }
            0
        });
    }
}

fn it_is_faster_where_processors_are_free() {
    speed_up("par_map", 2, |load| {
        par_map(Load::PIECES, 2, |_| {
            load.piece();
            0
        });
    });
}
