//! `Hatch` hands parcels on without a lock, and orders the threads that do so.

use exercise::Hatch;
use lab::ms;
use lab::shim::{AtomicU64, Ordering::Relaxed};
use proof::interrupted_with_locks_held;
use proof::prelude::*;
use std::cell::Cell;
use std::sync::{Arc, Mutex, PoisonError};

proof::main!(
    parcels_go_in_and_come_out_one_by_one,
    who_takes_it_finds_all_that_was_done_before,
    who_puts_the_next_one_in_finds_all_that_was_done_before,
    a_hatch_is_used_again_and_again,
    one_of_two_gets_its_parcel_in,
    one_of_two_takes_it_out,
    no_parcel_is_lost_and_none_comes_twice,
    each_is_counted_once,
    nobody_waits_for_one_that_stands_still,
    two_hatches_have_nothing_in_common,
);

/// It can be sent, but not shared, and there is no second one.
struct Parcel(Cell<u64>);

type Parcels = Hatch<Parcel>;

const ORDERS: &str = "which write says that the slot may be touched, which read learns of it, and which `Ordering` does each of the two need?";
const OWNER: &str =
    "which one operation decides that a thread may touch the slot, and can two threads pass it?";

fn put(hatch: &Parcels, number: u64) -> Result<(), u64> {
    let put = hatch.put(Parcel(Cell::new(number)));
    put.map_err(|back| back.0.get())
}

fn take(hatch: &Parcels) -> Option<u64> {
    hatch.take().map(|parcel| parcel.0.get())
}

/// Some number of a parcel.
fn some() -> u64 {
    number(10..90)
}

fn parcels_go_in_and_come_out_one_by_one() {
    if_it_hangs("a call waits for something, though no other thread is there");
    within(ms(2_500), "put and take", || {
        promise("There is no parcel in it.");
        let (hatch, first) = (Parcels::empty(), some());
        equal("what is taken out at first", take(&hatch), None);
        equal("the number of parcels taken", hatch.taken(), 0);
        for turn in 0..5 {
            let parcel = first + turn;
            promise("Put a parcel in.");
            equal("what `put` returns", put(&hatch, parcel), Ok(()));
            promise(
                "If there is one, or somebody else is at the hatch at this moment, it comes back in the `Err`",
            );
            for other in [900, 901] {
                let back = put(&hatch, other);
                equal("what `put` returns when there is one", back, Err(other));
            }
            promise("Take the parcel out.");
            equal("what is taken out", take(&hatch), Some(parcel));
            promise(
                "If there is none, or somebody else is at the hatch at this moment, it is `None`",
            );
            equal("what is taken out of an empty hatch", take(&hatch), None);
            promise("How many parcels have been taken out.");
            equal("the number of parcels taken", hatch.taken(), turn + 1);
        }
    });
}

/// A hatch, and what is written down beside it by each of two threads.
type World = (Parcels, AtomicU64);

fn empty() -> World {
    (Hatch::empty(), AtomicU64::named("note", 0))
}

fn full() -> World {
    let world = empty();
    equal("what `put` returns", put(&world.0, 7), Ok(()));
    world
}

fn who_takes_it_finds_all_that_was_done_before() {
    promise("All that this thread did before is there for the one that takes the parcel out");
    look_at(ORDERS);
    let (parcel, wrote) = (some(), some());
    Interleavings::of(2).each(
        empty,
        |(hatch, note), who| match who {
            0 => {
                note.store(wrote, Relaxed);
                // It comes back if the other thread is at the hatch just then.
                let _ = put(hatch, parcel);
                None
            }
            _ => take(hatch).map(|parcel| (parcel, note.load(Relaxed))),
        },
        |_, got| {
            let Some((out, found)) = got[1] else {
                return;
            };
            equal("the parcel that came out", out, parcel);
            let seen = format!(
                "the note was {found} for the thread that took out the parcel, and the one that put it in had made it {wrote}"
            );
            let meaning = "the parcel came through, and what was done before it did not";
            holds(found == wrote, Kind::WrongResult, &seen, meaning);
        },
    );
}

fn who_puts_the_next_one_in_finds_all_that_was_done_before() {
    promise("All that this thread did before is there for the one that puts the next parcel in.");
    look_at(ORDERS);
    let (parcel, wrote) = (some(), some());
    Interleavings::of(2).each(
        full,
        |(hatch, note), who| match who {
            0 => {
                note.store(wrote, Relaxed);
                take(hatch).map(|_| wrote)
            }
            _ => put(hatch, parcel).ok().map(|()| note.load(Relaxed)),
        },
        |(hatch, _), got| {
            let found = got[1].unwrap_or(wrote);
            let seen = format!(
                "the note was {found} for the thread that put the next parcel in, and the one that took the last one out had made it {wrote}"
            );
            let meaning = "the hatch was found empty, and what was done before that was not";
            holds(found == wrote, Kind::WrongResult, &seen, meaning);
            let left = got[1].map_or(got[0].map_or(Some(7), |_| None), |_| Some(parcel));
            equal("what is in the hatch at the end", take(hatch), left);
        },
    );
}

/// One thread puts in what it can, the other one takes out what there is, twice each.
fn a_hatch_is_used_again_and_again() {
    promise("Take the parcel out.");
    look_at(ORDERS);
    let first = some();
    Interleavings::of(2).each(
        empty,
        |(hatch, _), who| {
            [0, 1].map(|turn| match who {
                0 => put(hatch, first + turn).ok().map(|()| first + turn),
                _ => take(hatch),
            })
        },
        |(hatch, _), got| {
            let went_in: Vec<_> = got[0].into_iter().flatten().collect();
            let mut came_out: Vec<_> = got[1].into_iter().flatten().collect();
            came_out.extend(take(hatch));
            equal("the parcels that came out, in order", came_out, went_in);
        },
    );
}

fn one_of_two_gets_its_parcel_in() {
    promise("Of several that put one into an empty hatch, one succeeds.");
    look_at(OWNER);
    let first = some();
    Interleavings::of(2).each(
        empty,
        |(hatch, _), who| put(hatch, first + who as u64),
        |(hatch, _), got| {
            let went_in = got.iter().filter(|got| got.is_ok()).count();
            equal("the number of threads that put theirs in", went_in, 1);
            let back = got.into_iter().filter_map(Result::err);
            let mut all: Vec<_> = back.chain(take(hatch)).collect();
            all.sort_unstable();
            let wanted = vec![first, first + 1];
            equal("the parcels that came back or came out", all, wanted);
        },
    );
}

fn one_of_two_takes_it_out() {
    promise("Of several that take the same one, one succeeds.");
    look_at(OWNER);
    Interleavings::of(2).each(
        full,
        |(hatch, _), _| take(hatch),
        |(hatch, _), mut got| {
            got.sort_unstable();
            equal("what two threads took out", got, vec![None, Some(7)]);
            equal("what is in the hatch at the end", take(hatch), None);
            equal("what `put` returns then", put(hatch, 8), Ok(()));
        },
    );
}

fn no_parcel_is_lost_and_none_comes_twice() {
    promise("Any number of threads may use it at the same time.");
    look_at(OWNER);
    let first = some();
    Interleavings::of(3).each(
        empty,
        |(hatch, _), who| match who {
            2 => take(hatch).into_iter().collect(),
            who => {
                let parcel = first + who as u64;
                let back = put(hatch, parcel).err();
                // What came back is not in the hatch.
                let mut out: Vec<_> = back.into_iter().collect();
                out.extend(take(hatch));
                out
            }
        },
        |(hatch, _), got| {
            let mut all: Vec<_> = got.into_iter().flatten().collect();
            all.extend(take(hatch));
            all.sort_unstable();
            let wanted = vec![first, first + 1];
            equal("the parcels that came back or came out", all, wanted);
        },
    );
}

fn each_is_counted_once() {
    promise("Each is counted once, before its `take` returns.");
    look_at("what may another thread do between a look at the number and its change?");
    Interleavings::of(2).each(
        full,
        |(hatch, _), _| {
            let mut mine = 0;
            for _ in 0..2 {
                mine += u64::from(take(hatch).is_some());
                let counted = hatch.taken();
                let seen = format!("a thread has taken {mine}, and {counted} are counted");
                holds(
                    counted >= mine,
                    Kind::WrongResult,
                    &seen,
                    "it is counted too late",
                );
                let _ = put(hatch, 8);
            }
            mine
        },
        |(hatch, _), got| {
            let all: u64 = got.iter().sum();
            equal("the number of parcels taken", hatch.taken(), all);
        },
    );
}

type Call = Box<dyn Fn(&Parcels)>;

/// A call stands still before each of its steps, and others come to the hatch meanwhile.
fn nobody_waits_for_one_that_stands_still() {
    promise("this waits for nobody");
    look_at("what does a call do that finds somebody else at the hatch?");
    if_it_hangs("a thread stands still in the middle of a call, and another one waits for it");
    let calls: [fn() -> Call; 2] = [
        || Box::new(|hatch| drop(hatch.put(Parcel(Cell::new(7))))),
        || Box::new(|hatch| drop(hatch.take())),
    ];
    within(ms(3_000), "put and take", move || {
        for (one, other) in [(0, 0), (0, 1), (1, 0), (1, 1)] {
            for filled in [false, true] {
                let (hatch, meanwhile) = (Arc::new(Parcels::empty()), calls[other]());
                if filled {
                    equal("what `put` returns", put(&hatch, 7), Ok(()));
                }
                let shared = hatch.clone();
                let others = move |_| {
                    meanwhile(&shared);
                    shared.taken();
                };
                interrupted_with_locks_held(others, || calls[one]()(&hatch));
            }
        }
    });
}

fn two_hatches_have_nothing_in_common() {
    promise("A hatch with room for one parcel");
    look_at("what do two hatches share in your answer?");
    if_it_hangs("a call of one hatch waits for a call of another one");
    let first = some();
    within(ms(2_500), "put and take", move || {
        let (one, other) = (Parcels::empty(), Arc::new(Parcels::empty()));
        let got = Arc::new(Mutex::new(Vec::new()));
        let (shared, says) = (other.clone(), got.clone());
        let others = move |_| {
            let went_in = put(&shared, first);
            let both = (went_in, take(&shared));
            says.lock()
                .unwrap_or_else(PoisonError::into_inner)
                .push(both);
        };
        let went_in = interrupted(others, || put(&one, first + 1));
        equal("what `put` returns", went_in, Ok(()));
        let got = got.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let other_than = |both: &&(_, _)| **both != (Ok(()), Some(first));
        let went_wrong = got.iter().find(other_than);
        let what = "what went wrong at another hatch in the middle of a `put`";
        equal(what, went_wrong, None);
        equal("what is taken out", take(&one), Some(first + 1));
        let missing = other.taken().abs_diff(got.len() as u64);
        let counts = (one.taken(), missing);
        let what = "the number of parcels taken, and how many are not counted at another hatch";
        equal(what, counts, (1, 0));
    });
}
