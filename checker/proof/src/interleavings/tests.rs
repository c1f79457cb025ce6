mod orderings;
mod own_threads;
mod simplest;
mod sleepers;

use super::*;
use crate::refusal::{accepts, findings_of, refuses};
use crate::{equal, holds};
use lab::shim::{AtomicU64, Mutex, Ordering::SeqCst, RwLock};
use lab::{Fork, Table, ms};
use report::Kind;
use std::cell::Cell;
use std::collections::HashMap;
use std::sync::atomic::AtomicUsize;
use std::sync::{self, Barrier, mpsc};
use std::thread;

/// Two threads that each get an id.
fn ids(next: impl Fn(&AtomicU64) -> u64 + Sync) {
    Interleavings::of(2).each(
        || AtomicU64::new(7),
        |ids, _| next(ids),
        |_, mut got| {
            got.sort_unstable();
            equal("the ids", got, [7, 8]);
        },
    );
}

#[test]
fn an_operation_in_one_step_is_accepted() {
    accepts(|| ids(|ids| ids.fetch_add(1, SeqCst)));
}

#[test]
fn a_loop_that_tries_until_nobody_was_faster_is_accepted() {
    accepts(|| {
        ids(|ids| {
            let mut id = ids.load(SeqCst);
            while let Err(now) = ids.compare_exchange_weak(id, id + 1, SeqCst, SeqCst) {
                id = now;
            }
            id
        });
    });
    accepts(|| {
        ids(|ids| {
            let next = ids.fetch_update(SeqCst, SeqCst, |id| Some(id + 1));
            next.unwrap_or_default()
        });
    });
}

#[test]
fn an_update_that_gets_lost_is_refused_with_the_order() {
    let findings = findings_of(|| {
        ids(|ids| {
            let id = ids.load(SeqCst);
            ids.store(id + 1, SeqCst);
            id
        });
    });
    assert_eq!(findings.len(), 1, "{findings:?}");
    let observed = &findings[0].observed;
    assert!(observed.starts_with("the ids is [7, 7]"), "{observed}");
    let order = "thread 0 reads 7, thread 1 reads 7, thread 1 writes 8, thread 0 writes 8";
    assert!(observed.ends_with(order), "{observed}");
}

#[test]
fn a_loser_that_gives_up_is_refused() {
    refuses(Kind::WrongResult, "finds 8, changes nothing", || {
        ids(|ids| {
            let id = ids.load(SeqCst);
            let next = ids.compare_exchange(id, id + 1, SeqCst, SeqCst);
            next.unwrap_or(0)
        });
    });
}

/// Two threads that each add one to a number behind a lock.
fn count(add: impl Fn(&Mutex<u32>) + Sync) {
    Interleavings::of(2).each(
        || Mutex::new(0),
        |number, _| add(number),
        |number, _| equal("the number", number.lock().map_or(0, |n| *n), 2),
    );
}

fn add(number: &Mutex<u32>, more: u32) {
    *number.lock().expect("nobody panics") += more;
}

#[test]
fn a_lock_that_is_held_from_reading_to_writing_is_accepted() {
    accepts(|| count(|number| add(number, 1)));
    accepts(|| {
        count(|number| {
            let mut guard = number.lock().expect("nobody panics");
            let before = *guard;
            instrument::turns::pause("thinks");
            *guard = before + 1;
        });
    });
    accepts(|| {
        count(|number| {
            loop {
                if let Ok(mut guard) = number.try_lock() {
                    *guard += 1;
                    break;
                }
            }
        });
    });
}

#[test]
fn a_lock_that_is_given_back_in_between_loses_an_update() {
    refuses(Kind::WrongResult, "the number is 1, expected 2", || {
        count(|number| {
            let before = *number.lock().expect("nobody panics");
            *number.lock().expect("nobody panics") = before + 1;
        });
    });
}

#[test]
fn a_look_before_the_leap_is_refused_unless_one_looks_again() {
    fn load(cache: &RwLock<HashMap<u32, u32>>, loads: &AtomicUsize, again: bool) {
        if cache.read().expect("nobody panics").contains_key(&7) {
            return;
        }
        let mut cache = cache.write().expect("nobody panics");
        if again && cache.contains_key(&7) {
            return;
        }
        cache.insert(7, 49);
        loads.fetch_add(1, SeqCst);
    }
    let loads_once = |again| {
        Interleavings::of(2).each(
            || (RwLock::new(HashMap::new()), AtomicUsize::new(0)),
            |(cache, loads), _| load(cache, loads, again),
            |(_, loads), _| equal("the number of loads", loads.load(SeqCst), 1),
        );
    };
    accepts(|| loads_once(true));
    refuses(Kind::WrongResult, "loads is 2, expected 1", || {
        loads_once(false);
    });
}

#[test]
fn a_thread_that_waits_for_itself_is_refused_at_once() {
    refuses(
        Kind::Hangs,
        "thread 0 waits for the lock for writing",
        || {
            Interleavings::of(1).each(
                || RwLock::new(0),
                |lock, _| {
                    let before = lock.read().expect("nobody panics");
                    *lock.write().expect("nobody panics") = *before + 1;
                },
                |_, _| {},
            );
        },
    );
}

/// Five philosophers.
fn dine(dine: impl Fn(&Table, usize) + Sync) {
    Interleavings::of(5).named("seat").each(
        || Table::new(5),
        dine,
        |table, _| equal("the number of meals", table.journal().calls().len(), 5),
    );
}

/// Two that do not sit side by side.
fn dine_apart(dine: impl Fn(&Table, usize) + Sync) {
    let most = Cell::new(0);
    Interleavings::of(2).named("guest").each(
        || Table::new(5),
        |table, who| dine(table, 2 * who),
        |table, _| most.set(most.get().max(table.journal().peak())),
    );
    let observed = "two who have no fork in common never ate at once";
    holds(most.get() == 2, Kind::NotConcurrent, observed, "…");
}

fn eat(table: &Table, seat: usize, first: &Fork, second: &Fork) {
    let (first, second) = (first.take(), second.take());
    table.eat(seat, &first, &second);
}

#[test]
fn forks_that_are_taken_in_one_order_for_all_are_accepted() {
    accepts(|| {
        dine(|table, seat| {
            let (left, right) = (table.left(seat), table.right(seat));
            match left.number() < right.number() {
                true => eat(table, seat, left, right),
                false => eat(table, seat, right, left),
            }
        });
    });
    accepts(|| {
        dine(|table, seat| match seat % 2 {
            0 => eat(table, seat, table.left(seat), table.right(seat)),
            _ => eat(table, seat, table.right(seat), table.left(seat)),
        });
    });
}

#[test]
fn forks_that_are_given_back_before_the_next_attempt_are_accepted() {
    accepts(|| {
        dine(|table, seat| {
            loop {
                let left = table.left(seat).take();
                if let Some(right) = table.right(seat).try_take() {
                    return table.eat(seat, &left, &right);
                }
            }
        });
    });
}

#[test]
fn a_waiter_with_a_lock_of_std_is_accepted() {
    let free = (sync::Mutex::new(4), sync::Condvar::new());
    let with_a_waiter = |table: &Table, seat| {
        let room = free.0.lock().expect("nobody panics");
        let mut room = free.1.wait_while(room, |room| *room == 0).expect("…");
        *room -= 1;
        drop(room);
        eat(table, seat, table.left(seat), table.right(seat));
        *free.0.lock().expect("nobody panics") += 1;
        free.1.notify_one();
    };
    accepts(|| dine(with_a_waiter));
    accepts(|| dine_apart(with_a_waiter));
}

#[test]
fn everybody_with_a_left_fork_is_a_deadlock_every_time() {
    refuses(
        Kind::Hangs,
        "seat 0 waits for fork 1, seat 1 for fork 2",
        || {
            dine(|table, seat| eat(table, seat, table.left(seat), table.right(seat)));
        },
    );
}

#[test]
fn a_fork_that_is_kept_while_one_tries_again_is_refused() {
    refuses(Kind::Hangs, "thousands of steps", || {
        dine(|table, seat| {
            let left = table.left(seat).take();
            loop {
                if let Some(right) = table.right(seat).try_take() {
                    return table.eat(seat, &left, &right);
                }
            }
        });
    });
}

#[test]
fn one_lock_around_the_table_is_refused() {
    let all = sync::Mutex::new(());
    refuses(Kind::NotConcurrent, "never ate at once", || {
        dine_apart(|table, seat| {
            let _all = all.lock().expect("nobody panics");
            eat(table, seat, table.left(seat), table.right(seat));
        });
    });
}

#[test]
fn threads_that_wait_for_each_other_outside_go_on() {
    accepts(|| {
        let met = Barrier::new(2);
        count(|number| {
            met.wait();
            add(number, 1);
        });
    });
}

#[test]
fn a_thread_of_the_answers_own_gets_its_turn() {
    accepts(|| {
        count(|number| {
            let (tell, told) = mpsc::channel();
            thread::scope(|scope| {
                scope.spawn(move || {
                    add(number, 1);
                    tell.send(()).expect("somebody listens");
                });
                assert!(told.recv_timeout(ms(10_000)).is_ok());
            });
        });
    });
}

#[test]
fn what_is_done_again_and_again_is_said_once() {
    let findings = findings_of(|| {
        ids(|ids| {
            let id = ids.load(SeqCst);
            while ids.compare_exchange(id, id + 1, SeqCst, SeqCst).is_err() {}
            id
        });
    });
    let observed = &findings[0].observed;
    assert!(observed.ends_with("nothing (397 times)"), "{observed}");
}

/// Everybody takes the first fork under a lock of `std`, which others then wait
/// for outside: who goes on when they come back is decided all the same.
#[test]
fn a_lock_of_std_around_a_step_leaves_nothing_to_chance() {
    for _ in 0..5 {
        let first = sync::Mutex::new(());
        refuses(Kind::Hangs, "seat 0 waits for fork 1, seat 1 for", || {
            dine(|table, seat| {
                let turn = first.lock().expect("nobody panics");
                let left = table.left(seat).take();
                drop(turn);
                table.eat(seat, &left, &table.right(seat).take());
            });
        });
    }
}

#[test]
fn a_waiter_who_asks_again_and_again_is_accepted() {
    for rest in [thread::yield_now, || thread::sleep(ms(1) / 20)] {
        let seated = AtomicUsize::new(0);
        accepts(|| {
            dine(|table, seat| {
                while seated.fetch_add(1, SeqCst) >= 4 {
                    seated.fetch_sub(1, SeqCst);
                    rest();
                }
                eat(table, seat, table.left(seat), table.right(seat));
                seated.fetch_sub(1, SeqCst);
            });
        });
    }
}

#[test]
fn one_at_a_time_picks_up_both_forks_and_is_accepted() {
    let both = sync::Mutex::new(());
    let picks_up = |table: &Table, seat| {
        let turn = both.lock().expect("nobody panics");
        let (left, right) = (table.left(seat).take(), table.right(seat).take());
        drop(turn);
        table.eat(seat, &left, &right);
    };
    accepts(|| dine(picks_up));
    accepts(|| dine_apart(picks_up));
}

#[test]
fn a_loop_that_waits_for_another_thread_ends() {
    accepts(|| {
        Interleavings::of(2).each(
            || AtomicU64::new(0),
            |turn, who| {
                while turn.load(SeqCst) != who as u64 {}
                turn.fetch_add(1, SeqCst);
            },
            |turn, _| equal("the turn", turn.load(SeqCst), 2),
        );
    });
}

#[test]
fn a_call_that_unwinds_is_no_deadlock() {
    refuses(Kind::Panicked, "`thread 0` left its call", || {
        count(|number| {
            let _guard = number.lock();
            std::panic::resume_unwind(Box::new("out of tea"));
        });
    });
}

#[test]
fn orders_are_tried_in_milliseconds() {
    let tried = AtomicUsize::new(0);
    accepts(|| {
        Interleavings::of(2).each(
            || AtomicU64::new(0),
            |number, _| (0..6).map(|_| number.fetch_add(1, SeqCst)).sum::<u64>(),
            |_, _| _ = tried.fetch_add(1, SeqCst),
        );
    });
    assert!(tried.into_inner() >= 24);
}
