//! `Semaphore` gives out so many permits, in the order in which threads came, and loses none.

// no promise: "Permits for threads that share a reference to it." It says what the type is; the tests share one.
// no promise: "A permit." It says what the type is.
// no promise: "Of those who come at the same moment, any may be the first." It allows, and asks for nothing.
// no promise: "Take a permit" The sentences behind it say when.

use exercise::{Permit, Semaphore};
use lab::ms;
use proof::Background;
use proof::prelude::*;
use std::mem::forget;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Mutex};

proof::main!(
    there_are_so_many_permits_and_no_more,
    permits_can_be_added_also_where_there_were_none,
    who_finds_none_waits_for_one,
    three_share_one_permit_in_whatever_order,
    three_share_two_permits_in_whatever_order,
    permits_that_are_added_at_once_wake_as_many_as_they_are,
    permits_that_are_added_one_by_one_wake_whose_turn_it_is,
    a_permit_that_nobody_waits_for_is_there_at_once,
    who_tries_never_waits_whoever_else_tries,
    who_tries_keeps_nobody_else_waiting,
    who_came_first_gets_one_first,
    nobody_overtakes_who_waits,
    nobody_who_tries_overtakes_who_waits,
    a_permit_comes_back_when_its_thread_panics,
    who_waits_sleeps_for_however_long,
);

type Shared = &'static Semaphore;

/// One that lives as long as the test.
fn semaphore(permits: usize) -> Shared {
    Box::leak(Box::new(Semaphore::new(permits)))
}

/// How many permits are free. It takes them all, and gives them back.
fn free(semaphore: &Semaphore, most: usize) -> usize {
    let tries = (0..=most).map_while(|_| semaphore.try_acquire());
    let taken: Vec<Permit<'_>> = within(ms(2_500), "try_acquire", || tries.collect());
    taken.len()
}

fn are_free(semaphore: &Semaphore, permits: usize) {
    let free = free(semaphore, permits);
    equal(
        "the number of permits that `try_acquire` found",
        free,
        permits,
    );
}

/// Nobody waits and nobody has one: all of them are back.
fn are_back(semaphore: &Semaphore, permits: usize) {
    let free = free(semaphore, permits);
    let seen = format!(
        "all permits were given back, and of {permits} there are now {}",
        match free > permits {
            true => "more".to_owned(),
            false => free.to_string(),
        }
    );
    let meaning = "a permit was taken that was not there, came back twice, or is lost";
    holds(free == permits, Kind::WrongResult, &seen, meaning);
}

fn there_are_so_many_permits_and_no_more() {
    promise("A semaphore with so many permits, and all of them are free. It may have none.");
    if_it_hangs("a permit is free, and nobody else wants one");
    let some = usize::try_from(number(4..20)).unwrap_or(4);
    for permits in [0, 1, 2, 3, some] {
        let semaphore = Semaphore::new(permits);
        are_free(&semaphore, permits);
        promise("It is given back when it is dropped");
        are_free(&semaphore, permits);
        let taken: Vec<_> = within(ms(2_500), "acquire", || {
            (0..permits).map(|_| semaphore.acquire()).collect()
        });
        promise("if more of them are free than threads wait for one; otherwise there is `None`");
        are_free(&semaphore, 0);
        for (given_back, permit) in taken.into_iter().enumerate() {
            promise("It is given back when it is dropped");
            drop(permit);
            are_free(&semaphore, given_back + 1);
        }
    }
}

fn permits_can_be_added_also_where_there_were_none() {
    promise("There may be more of them then than there were at first.");
    if_it_hangs("a permit is free, and nobody else wants one");
    for (permits, added) in [(0, 1), (0, 3), (2, 3), (1, 0)] {
        let (semaphore, another) = (Semaphore::new(permits), Semaphore::new(1));
        let taken: Vec<_> = within(ms(2_500), "acquire", || {
            (0..permits).map(|_| semaphore.acquire()).collect()
        });
        within(ms(2_500), "add", || semaphore.add(added));
        are_free(&semaphore, added);
        drop(taken);
        are_free(&semaphore, permits + added);
        within(ms(2_500), "add", || semaphore.add(1));
        are_free(&semaphore, permits + added + 1);
        are_free(&another, 1);
    }
}

/// Who wants a permit: it says so when it has one, and keeps it until it is told not to.
struct Wants {
    thread: Background<()>,
    enough: Sender<()>,
}

fn wants(semaphore: Shared, who: usize, has: &Sender<usize>) -> Wants {
    let (enough, keeps) = mpsc::channel::<()>();
    let has = has.clone();
    let thread = background("acquire", move || {
        let permit = semaphore.acquire();
        let _ = has.send(who);
        // Until it is told, or nobody is there to do so.
        let _ = keeps.recv();
        drop(permit);
    });
    // Until it waits, or has one.
    thread.watch().settles();
    Wants { thread, enough }
}

/// Who has got a permit next.
fn next(have: &Receiver<usize>) -> Option<usize> {
    have.recv_timeout(ms(2_500)).ok()
}

fn who_finds_none_waits_for_one() {
    promise("Take a permit, and wait for one if none is free.");
    if_it_hangs("a permit was given back, or added, and who waits for one sleeps on");
    for permits in [0, 1, 2] {
        let semaphore = semaphore(permits);
        let mut taken: Vec<_> = (0..permits).map(|_| semaphore.acquire()).collect();
        let waits = background("acquire", || drop(semaphore.acquire()));
        waits.watch().settles();
        waits.is_under_way("no permit is free");
        match taken.pop() {
            Some(permit) => drop(permit),
            None => semaphore.add(1),
        }
        waits.result();
    }
}

/// How many have a permit, of so many that there are.
struct Holders(AtomicUsize, usize);

impl Holders {
    fn of(permits: usize) -> Self {
        Self(AtomicUsize::new(0), permits)
    }

    fn one_more(&self) {
        let now = self.0.fetch_add(1, SeqCst) + 1;
        let seen = format!(
            "{now} threads had a permit at the same time, and there are {}",
            self.1
        );
        let meaning = "who is woken went on, although no permit was left for it";
        // Here, and not when all are done: perhaps they never are because of that.
        holds(now <= self.1, Kind::TooConcurrent, &seen, meaning);
    }

    fn one_less(&self) {
        self.0.fetch_sub(1, SeqCst);
    }
}

/// All permits are taken; so many threads want one, and one more gives them back.
fn share(permits: usize, want: usize) {
    promise("Take a permit, and wait for one if none is free.");
    look_at("what may have happened between a thread's look and its wait, and after it was woken?");
    if_it_hangs(NOBODY_WOKEN);
    Interleavings::of(want + 1).who_waits_sleeps().each(
        || {
            let (semaphore, holders) = (semaphore(permits), Holders::of(permits));
            for _ in 0..permits {
                forget(semaphore.acquire());
                holders.one_more();
            }
            (semaphore, holders)
        },
        |(semaphore, holders), who| {
            if who < want {
                bakes(semaphore.acquire(), holders);
            } else {
                for _ in 0..permits {
                    holders.one_less();
                    semaphore.add(1);
                }
            }
        },
        |(semaphore, _), _| are_back(semaphore, permits),
    );
}

fn bakes(permit: Permit<'_>, holders: &Holders) {
    holders.one_more();
    proof::pause("has a permit");
    proof::pause("has it still");
    holders.one_less();
    drop(permit);
}

const NOBODY_WOKEN: &str =
    "a wake-up is lost: a permit is free, and the thread whose turn it is sleeps on";

fn three_share_one_permit_in_whatever_order() {
    share(1, 3);
}

fn three_share_two_permits_in_whatever_order() {
    share(2, 3);
}

/// There are none, three wait, and the last thread adds as many.
fn added(by: impl Fn(&Semaphore) + Sync) {
    if_it_hangs(NOBODY_WOKEN);
    Interleavings::of(4).each(
        || (semaphore(0), Holders::of(3)),
        |(semaphore, holders), who| match who {
            3 => by(semaphore),
            _ => {
                let permit = semaphore.acquire();
                holders.one_more();
                // It is never given back, so that nobody is woken by that.
                forget(permit);
            }
        },
        |(semaphore, _), _| {
            are_free(semaphore, 0);
        },
    );
}

fn permits_that_are_added_at_once_wake_as_many_as_they_are() {
    promise("Add so many permits.");
    look_at("how many can go on when several permits come at once, and who wakes them?");
    added(|semaphore| semaphore.add(3));
}

fn permits_that_are_added_one_by_one_wake_whose_turn_it_is() {
    promise("Who waits first gets one first.");
    look_at("whose turn is it when a permit comes, and is that the one who is woken?");
    added(|semaphore| (0..3).for_each(|_| semaphore.add(1)));
}

fn a_permit_that_nobody_waits_for_is_there_at_once() {
    promise("Take a permit, if more of them are free than threads wait for one");
    look_at("how many of the free permits are for those who wait?");
    Interleavings::of(2).each(
        || semaphore(0),
        |semaphore, who| match who {
            0 => {
                forget(semaphore.acquire());
                true
            }
            _ => {
                semaphore.add(2);
                let permit = semaphore.try_acquire();
                let got = permit.is_some();
                forget(permit);
                got
            }
        },
        |_, got| {
            let what =
                "whether `try_acquire` got one of two permits, when one thread at most waits";
            equal(what, got[1], true);
        },
    );
}

fn who_tries_never_waits_whoever_else_tries() {
    promise("This never waits for a permit.");
    look_at("between the look for a permit and taking it, who else may take it?");
    if_it_hangs("`try_acquire` has seen a permit, somebody else has taken it, and now it waits");
    Interleavings::of(2).each(
        || semaphore(1),
        |semaphore, _| {
            let permit = semaphore.try_acquire();
            let got = permit.is_some();
            forget(permit);
            got
        },
        |_, mut got| {
            got.sort();
            let what = "whether two that tried at the same time got the only permit";
            equal(what, got, [false, true]);
        },
    );
}

fn who_tries_keeps_nobody_else_waiting() {
    promise("This never waits for a permit.");
    look_at("what does a thread leave behind that has tried and got none?");
    if_it_hangs("a thread has only tried, and another one waits for its turn behind it");
    Interleavings::of(3).each(
        || (semaphore(1), Holders::of(1)),
        |(semaphore, holders), who| {
            let permit = match who {
                0 => semaphore.try_acquire(),
                _ => Some(semaphore.acquire()),
            };
            if let Some(permit) = permit {
                bakes(permit, holders);
            }
        },
        |(semaphore, _), _| {
            are_back(semaphore, 1);
        },
    );
}

fn who_came_first_gets_one_first() {
    promise("Who waits first gets one first.");
    look_at("who of those that wait gets a permit that comes free?");
    let semaphore = semaphore(0);
    for _ in 0..2 {
        let (has, have) = mpsc::channel();
        let mut all: Vec<_> = (0..5).map(|who| wants(semaphore, who, &has)).collect();
        let got: Vec<_> = (0..2)
            .map_while(|_| {
                semaphore.add(1);
                next(&have)
            })
            .collect();
        is_fair(&got, &[0, 1]);
        // Each of those gives its own back, and so on.
        let got: Vec<_> = (0..3)
            .map_while(|_| {
                let first = all.remove(0);
                drop(first.enough);
                first.thread.result();
                next(&have)
            })
            .collect();
        is_fair(&got, &[2, 3, 4]);
        for one in all {
            drop(one.enough);
            one.thread.result();
        }
        are_free(semaphore, 2);
        forget((semaphore.try_acquire(), semaphore.try_acquire()));
    }
}

fn is_fair(got: &[usize], wanted: &[usize]) {
    let seen = format!(
        "five threads came as 0, 1, 2, 3, 4, and the next permits went to {got:?}, expected {wanted:?}"
    );
    let lost = got.len() < wanted.len();
    holds(!lost, Kind::Hangs, &seen, NOBODY_WOKEN);
    let meaning = "the semaphore is unfair: who waits may be overtaken again and again, and never get a permit";
    holds(got == wanted, Kind::WrongResult, &seen, meaning);
}

/// One waits, and whoever has the permit gives it back and wants it again at once.
fn comes_again(again: impl Fn(Shared) -> Option<Permit<'static>>) {
    look_at(
        "when a permit is given back, for whom is it, and how does one who comes just then know?",
    );
    if_it_hangs(NOBODY_WOKEN);
    for _ in 0..12 {
        let (semaphore, got) = (semaphore(1), Arc::new(Mutex::new(Vec::new())));
        let permit = within(ms(2_500), "acquire", || semaphore.acquire());
        let theirs = got.clone();
        let waits = background("acquire", move || {
            let _permit = semaphore.acquire();
            theirs.lock().map(|mut got| got.push("who waited")).ok();
        });
        waits.watch().settles();
        waits.is_under_way("no permit is free");
        within(ms(2_500), "acquire", || {
            drop(permit);
            if let Some(_permit) = again(semaphore) {
                got.lock().map(|mut got| got.push("who came later")).ok();
            }
        });
        waits.result();
        let got = got.lock().map(|got| got.clone()).unwrap_or_default();
        let seen =
            "a thread waited, the permit was given back, and somebody who came later got it first";
        let meaning = "the semaphore is unfair: who waits may be overtaken again and again, and never get a permit";
        holds(got[0] == "who waited", Kind::WrongResult, seen, meaning);
        are_back(semaphore, 1);
    }
}

fn nobody_overtakes_who_waits() {
    promise(
        "Whoever comes later waits behind those who wait, also if a permit has just been given back.",
    );
    comes_again(|semaphore| Some(semaphore.acquire()));
}

fn nobody_who_tries_overtakes_who_waits() {
    promise("Take a permit, if more of them are free than threads wait for one");
    comes_again(Semaphore::try_acquire);
}

fn a_permit_comes_back_when_its_thread_panics() {
    promise("It is given back when it is dropped, also by a thread that panics.");
    look_at("on which ways can a thread leave its work, and where is the permit given back?");
    if_it_hangs("a thread has panicked, and its permit is not free again");
    expect_panic("the oven is cold");
    let semaphore = semaphore(1);
    for _ in 0..2 {
        let bakes = || {
            let _permit = semaphore.acquire();
            panic!("the oven is cold");
        };
        let baked = within(ms(2_500), "acquire", || {
            catch_unwind(AssertUnwindSafe(bakes)).is_ok()
        });
        equal("whether the thread went on after its panic", baked, false);
        are_back(semaphore, 1);
    }
    // Also one for which somebody waits.
    let (has, have) = mpsc::channel();
    let permit = within(ms(2_500), "acquire", || semaphore.acquire());
    let waits = wants(semaphore, 1, &has);
    let panics = move || {
        let _permit = permit;
        panic!("the oven is cold");
    };
    let _ = catch_unwind(AssertUnwindSafe(panics));
    let seen = "a thread panicked with the permit, and who waited for that did not get it in 2.5 s";
    let meaning = "the permit is lost, or nobody was woken";
    holds(next(&have) == Some(1), Kind::Hangs, seen, meaning);
    drop(waits.enough);
    waits.thread.result();
}

fn who_waits_sleeps_for_however_long() {
    promise(
        "Who waits for a permit sleeps, however long that takes, and no other thread looks at times in its place.",
    );
    look_at("what does a thread do while no permit is free for it, and for how long?");
    let semaphore = semaphore(0);
    // The second one is not the next whose turn it is.
    let waits = [(); 2].map(|()| {
        let waits = background("acquire", || forget(semaphore.acquire()));
        waits.watch().settles();
        waits.is_under_way("no permit is free");
        waits
    });
    for one in &waits {
        one.watch().falls_asleep("acquire");
    }
    waits[0].stays_asleep("no permit is free");
    semaphore.add(2);
    waits.map(|one| one.result());
}
