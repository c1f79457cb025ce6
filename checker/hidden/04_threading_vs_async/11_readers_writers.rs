//! `FairLock` lets many read or one write, and lets nobody starve.

// no promise: "A lock for many readers, or for one writer." What follows says how, and is asked.
// no promise: "Neither kind starves the other." What follows says how, and is asked.
// no promise: "Which of several writers is the next one does not matter, also if one of them has just come." It allows, and asks for nothing.
// no promise: "Readers and writers take turns." What follows says how, and is asked.

use exercise::FairLock;
use lab::ms;
use proof::prelude::*;
use proof::{Background, comes_true, pause, stand_back};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering::SeqCst};
use std::sync::{Arc, Barrier, Condvar, Mutex, PoisonError};
use std::thread;

proof::main!(
    two_writers_are_never_in_at_once,
    a_reader_and_a_writer_are_never_in_at_once,
    who_reads_sees_no_half_done_change,
    nobody_is_left_waiting_in_whatever_order_four_come,
    of_several_writers_that_wait_one_goes_in,
    who_comes_again_gets_in_again,
    many_read_at_the_same_time,
    a_writer_waits_until_the_last_reader_has_left,
    a_reader_sleeps_until_the_writer_has_left,
    a_writer_sleeps_until_another_one_has_left,
    readers_that_come_behind_a_writer_wait_for_it,
    readers_that_wait_go_in_before_the_next_writer,
    so_they_do_where_the_writer_came_first,
    who_comes_later_waits_for_its_turn,
    many_who_wait_all_go_in_together,
    a_panic_inside_lets_the_others_in,
    one_lock_does_not_keep_another_one,
);

/// Who does what.
#[derive(Clone, Copy, PartialEq)]
enum Role {
    Reads,
    Writes,
}

use Role::{Reads, Writes};

/// What is behind the lock: without it, a change gets lost or is seen half done.
#[derive(Default)]
struct Board {
    lock: FairLock,
    price: AtomicU64,
    copy: AtomicU64,
    half_done: AtomicUsize,
}

impl Board {
    fn visit(&self, role: Role) {
        match role {
            Reads => {
                let _reading = self.lock.read();
                let price = self.price.load(SeqCst);
                pause("reads");
                let same = self.copy.load(SeqCst) == price;
                self.half_done.fetch_add(usize::from(!same), SeqCst);
            }
            Writes => {
                let _writing = self.lock.write();
                let price = self.price.load(SeqCst);
                pause("writes");
                self.price.store(price + 1, SeqCst);
                pause("writes on");
                self.copy.store(price + 1, SeqCst);
            }
        }
    }

    fn is_whole(&self, writes: u64) {
        let seen = self.half_done.load(SeqCst);
        let observed = format!("{seen} readers saw a change that was half done");
        let meaning = "a race: somebody read while somebody else wrote";
        holds(seen == 0, Kind::WrongResult, &observed, meaning);
        let made = self.price.load(SeqCst);
        let observed = format!("of {writes} changes {made} are there");
        let meaning = "a race: two wrote at the same time, and the change of one got lost";
        holds(made == writes, Kind::WrongResult, &observed, meaning);
    }
}

/// All of these at the same time, so many times each.
fn all_at_once(roles: &[Role], times: u64) {
    look_at("what does a thread look at before it goes in or sleeps, and who is woken by whom?");
    if_it_hangs(
        "a wake-up is lost: it came too early, went to a thread that cannot use it, or never came",
    );
    let writes = roles.iter().filter(|role| **role == Writes).count() as u64;
    Interleavings::of(roles.len()).who_waits_sleeps().each(
        Board::default,
        |board, who| (0..times).for_each(|_| board.visit(roles[who])),
        |board, _| {
            board.is_whole(writes * times);
            // Whoever is still counted as in would keep others out.
            board.visit(Writes);
            board.visit(Reads);
        },
    );
}

fn two_writers_are_never_in_at_once() {
    promise("Nobody else reads or writes until the guard is dropped.");
    all_at_once(&[Writes, Writes], 1);
}

/// Of two threads more orders are tried than of three.
fn a_reader_and_a_writer_are_never_in_at_once() {
    promise("Others may read as well, until the guard is dropped; nobody writes.");
    all_at_once(&[Reads, Writes], 1);
}

fn who_reads_sees_no_half_done_change() {
    promise("Others may read as well, until the guard is dropped; nobody writes.");
    all_at_once(&[Reads, Writes, Reads], 1);
}

fn nobody_is_left_waiting_in_whatever_order_four_come() {
    promise("A writer goes in as soon as nobody reads or writes.");
    all_at_once(&[Writes, Reads, Writes, Reads], 1);
}

fn of_several_writers_that_wait_one_goes_in() {
    promise("A writer goes in as soon as nobody reads or writes.");
    look_at("several writers wait, and one leaves: who is woken, and can that one go in?");
    if_it_hangs("a writer waits, nobody is in, and the wake-up went to one whose turn it is not");
    Interleavings::of(3).each(
        FairLock::new,
        |lock, _| {
            let _writing = lock.write();
            // Until all others wait.
            stand_back("writes");
        },
        |lock, _| drop(lock.write()),
    );
}

fn who_comes_again_gets_in_again() {
    promise("Wait until it is time to read.");
    promise("Wait until it is time to write.");
    all_at_once(&[Reads, Writes, Writes], 2);
}

/// A place where visitors stay until they are told to leave.
#[derive(Default)]
struct Hall {
    lock: FairLock,
    log: Mutex<Vec<String>>,
    may_leave: Mutex<Vec<String>>,
    changed: Condvar,
}

/// Somebody who has come.
struct Visit {
    hall: Arc<Hall>,
    name: String,
    call: Background<()>,
}

impl Hall {
    fn new() -> Arc<Self> {
        Arc::default()
    }

    fn come(self: &Arc<Self>, role: Role, name: &str) -> Visit {
        let (own, who) = (self.clone(), name.to_owned());
        let call = background(name, move || match role {
            Reads => {
                let _reading = own.lock.read();
                own.stay(&who);
            }
            Writes => {
                let _writing = own.lock.write();
                own.stay(&who);
            }
        });
        let (hall, name) = (self.clone(), name.to_owned());
        Visit { hall, name, call }
    }

    /// Until `who` may leave.
    fn stay(&self, who: &str) {
        lines(&self.log).push(who.to_owned());
        let may_not = |names: &mut Vec<String>| !names.iter().any(|name| name == who);
        let free = self.changed.wait_while(lines(&self.may_leave), may_not);
        drop(free);
    }

    fn holds(&self, name: &str) -> bool {
        lines(&self.log).iter().any(|line| line == name)
    }
}

fn lines(of: &Mutex<Vec<String>>) -> std::sync::MutexGuard<'_, Vec<String>> {
    of.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Visit {
    /// It goes in. If it does not, `why` it should.
    fn goes_in(self, why: &str) -> Self {
        self.is_in(Kind::Hangs, why)
    }

    /// The same, where others are in as well.
    fn joins(self, why: &str) -> Self {
        self.is_in(Kind::NotConcurrent, why)
    }

    fn is_in(self, kind: Kind, why: &str) -> Self {
        let come = comes_true(ms(3_000), || self.hall.holds(&self.name));
        let seen = format!("`{}` did not go in, though {why}", self.name);
        let meaning = "it was not woken, or it waits for somebody who does not have to leave first";
        holds(come, kind, &seen, meaning);
        self
    }

    /// It sleeps, and is not in, and `why` it must not be.
    fn waits(self, why: &str) -> Self {
        self.call.watch().falls_asleep(&self.name);
        self.still_waits(why)
    }

    fn still_waits(self, why: &str) -> Self {
        let meaning = "somebody is in who has to be alone, or has to leave first";
        self.is_not_in(why, meaning)
    }

    /// The same, where it is the turn of somebody else.
    fn lets_others_go_first(self, why: &str) -> Self {
        self.call.watch().falls_asleep(&self.name);
        let meaning = "the lock is unfair: who waits can be overtaken again and again, and starves";
        self.is_not_in(why, meaning)
    }

    fn is_not_in(self, why: &str, meaning: &str) -> Self {
        let seen = format!("`{}` went in, though {why}", self.name);
        holds(!self.hall.holds(&self.name), Kind::TooEarly, &seen, meaning);
        self
    }

    fn leaves(self) {
        lines(&self.hall.may_leave).push(self.name);
        self.hall.changed.notify_all();
        self.call.result();
    }
}

/// Of two writers that wait one goes in, whichever it is.
fn one_goes_in(one: Visit, other: Visit) -> (Visit, Visit) {
    let is_in = |visit: &Visit| visit.hall.holds(&visit.name);
    let came = comes_true(ms(3_000), || is_in(&one) || is_in(&other));
    let (first, second) = (&one.name, &other.name);
    let seen = format!("nobody is in any more, and neither `{first}` nor `{second}` went in");
    holds(
        came,
        Kind::Hangs,
        &seen,
        "a writer waits, and nobody has woken it",
    );
    match is_in(&one) {
        true => (one, other),
        false => (other, one),
    }
}

fn many_read_at_the_same_time() {
    const MANY: usize = 40;
    promise("Others may read as well, until the guard is dropped");
    look_at("what does a reader still have while it reads, that another one needs?");
    // A busy machine takes its time to start so many: they begin when all are there.
    let (lock, start) = (FairLock::new(), Barrier::new(MANY));
    let meet = Rendezvous::of(MANY).patience(ms(4_000));
    within(ms(10_000), "read", || {
        thread::scope(|scope| {
            for _ in 0..MANY {
                scope.spawn(|| {
                    start.wait();
                    let _reading = lock.read();
                    meet.arrive("a reader");
                });
            }
        });
    });
}

fn a_writer_waits_until_the_last_reader_has_left() {
    promise("A writer goes in as soon as nobody reads or writes.");
    promise_against(
        Kind::BusyWaits,
        "Who waits sleeps, however long that lasts, and no other thread looks at times in its place.",
    );
    let hall = Hall::new();
    let [one, other] =
        ["reader 1", "reader 2"].map(|name| hall.come(Reads, name).joins("nobody writes"));
    let writer = hall.come(Writes, "writer").waits("two readers are in");
    one.leaves();
    let writer = writer.waits("one reader is still in");
    other.leaves();
    writer.goes_in("the last reader has left").leaves();
}

fn a_reader_sleeps_until_the_writer_has_left() {
    promise(
        "Who waits sleeps, however long that lasts, and no other thread looks at times in its place.",
    );
    let hall = Hall::new();
    let writer = hall.come(Writes, "writer").goes_in("nobody else is there");
    let reader = hall.come(Reads, "reader").waits("the writer is in");
    reader.call.stays_asleep("the writer is in");
    let reader = reader.still_waits("the writer is in");
    writer.leaves();
    reader.goes_in("the writer has left").leaves();
}

fn a_writer_sleeps_until_another_one_has_left() {
    promise(
        "Who waits sleeps, however long that lasts, and no other thread looks at times in its place.",
    );
    let hall = Hall::new();
    let first = hall
        .come(Writes, "writer 1")
        .goes_in("nobody else is there");
    let second = hall.come(Writes, "writer 2").waits("`writer 1` is in");
    second.call.stays_asleep("`writer 1` is in");
    let second = second.still_waits("`writer 1` is in");
    first.leaves();
    let second = second.goes_in("`writer 1` has left");
    let reader = hall.come(Reads, "reader").waits("`writer 2` is in");
    second.leaves();
    reader.goes_in("nobody writes any more").leaves();
}

fn readers_that_come_behind_a_writer_wait_for_it() {
    promise("unless somebody writes or waits in order to write: then it waits");
    promise_against(
        Kind::BusyWaits,
        "Who waits sleeps, however long that lasts, and no other thread looks at times in its place.",
    );
    look_at("a writer waits, and readers are in: who else may go in?");
    let hall = Hall::new();
    let first = hall.come(Reads, "reader 1").goes_in("nobody else is there");
    let writer = hall.come(Writes, "writer").waits("`reader 1` is in");
    let behind = ["reader 2", "reader 3"].map(|name| {
        hall.come(Reads, name)
            .lets_others_go_first("`writer` waits since before")
    });
    first.leaves();
    let writer = writer.goes_in("the only reader that was let in has left");
    let behind = behind.map(|reader| reader.waits("`writer` is in"));
    writer.leaves();
    let behind = behind.map(|reader| reader.joins("no writer is there any more"));
    behind.into_iter().for_each(Visit::leaves);
}

fn readers_that_wait_go_in_before_the_next_writer() {
    promise(
        "When a writer leaves, all readers that sleep by then go in together, before the next writer",
    );
    promise_against(
        Kind::BusyWaits,
        "Who waits sleeps, however long that lasts, and no other thread looks at times in its place.",
    );
    look_at("a writer leaves, readers wait and a writer waits: who of them goes in?");
    let hall = Hall::new();
    let first = hall
        .come(Writes, "writer 1")
        .goes_in("nobody else is there");
    let readers = ["reader 1", "reader 2", "reader 3"]
        .map(|name| hall.come(Reads, name).waits("`writer 1` is in"));
    let second = hall.come(Writes, "writer 2").waits("`writer 1` is in");
    first.leaves();
    let second = second.lets_others_go_first("the readers that waited go first");
    let readers = readers.map(|reader| reader.joins("`writer 1` has left, and it slept by then"));
    let [one, another, last] = readers;
    one.leaves();
    another.leaves();
    let second = second.waits("a reader is still in");
    last.leaves();
    second.goes_in("the last reader has left").leaves();
}

fn so_they_do_where_the_writer_came_first() {
    promise("also where that one came first");
    promise_against(
        Kind::BusyWaits,
        "Who waits sleeps, however long that lasts, and no other thread looks at times in its place.",
    );
    look_at("a writer leaves, readers wait and a writer waits: who of them goes in?");
    let hall = Hall::new();
    let first = hall
        .come(Writes, "writer 1")
        .goes_in("nobody else is there");
    let second = hall.come(Writes, "writer 2").waits("`writer 1` is in");
    let readers =
        ["reader 1", "reader 2"].map(|name| hall.come(Reads, name).waits("`writer 1` is in"));
    let third = hall.come(Writes, "writer 3").waits("`writer 1` is in");
    first.leaves();
    let second = second.lets_others_go_first("the readers that waited go first");
    let third = third.lets_others_go_first("the readers that waited go first");
    let readers = readers.map(|reader| reader.joins("`writer 1` has left, and it slept by then"));
    readers.into_iter().for_each(Visit::leaves);
    let (now, then) = one_goes_in(second, third);
    let then = then.waits("the other writer is in");
    now.leaves();
    then.goes_in("nobody else is there").leaves();
}

fn who_comes_later_waits_for_its_turn() {
    promise("Readers that come later wait for that writer.");
    promise_against(
        Kind::BusyWaits,
        "Who waits sleeps, however long that lasts, and no other thread looks at times in its place.",
    );
    look_at("readers were let in while a writer waits: who else may join them?");
    let hall = Hall::new();
    let first = hall
        .come(Writes, "writer 1")
        .goes_in("nobody else is there");
    let second = hall.come(Writes, "writer 2").waits("`writer 1` is in");
    let reader = hall.come(Reads, "reader 1").waits("`writer 1` is in");
    first.leaves();
    let reader = reader.joins("`writer 1` has left, and it slept by then");
    let later = hall
        .come(Reads, "reader 2")
        .lets_others_go_first("`writer 2` waits since before");
    let third = hall.come(Writes, "writer 3").waits("`reader 1` is in");
    reader.leaves();
    let (now, then) = one_goes_in(second, third);
    let later = later.waits("a writer is in");
    now.leaves();
    let later = later.joins("a writer has left, and it slept by then");
    let then = then.waits("`reader 2` is in");
    let last = hall.come(Reads, "reader 3");
    let last = last.lets_others_go_first("the other writer waits since before");
    later.leaves();
    let then = then.goes_in("nobody else is there");
    let last = last.waits("the other writer is in");
    then.leaves();
    last.goes_in("nobody else is there").leaves();
}

/// More than anybody would let in by number.
fn many_who_wait_all_go_in_together() {
    const MANY: usize = 30;
    promise("all readers that sleep by then go in together");
    look_at("how many are woken when a writer leaves, and how many can go in?");
    let hall = Hall::new();
    let writer = hall.come(Writes, "writer").goes_in("nobody else is there");
    let names: Vec<_> = (1..=MANY)
        .map(|number| format!("reader {number}"))
        .collect();
    let readers: Vec<_> = names.iter().map(|name| hall.come(Reads, name)).collect();
    ThreadWatch::everybody_else().settles();
    let next = hall.come(Writes, "writer 2").waits("`writer` is in");
    writer.leaves();
    let in_together = readers
        .into_iter()
        .map(|reader| reader.joins("`writer` has left, and it slept by then"));
    let readers: Vec<_> = in_together.collect();
    let next = next.lets_others_go_first("the readers that waited go first");
    readers.into_iter().for_each(Visit::leaves);
    next.goes_in("the last reader has left").leaves();
}

fn a_panic_inside_lets_the_others_in() {
    promise("Somebody reads until this is dropped, also by a panic.");
    look_at("what becomes of the place of a thread that panics, and of those who wait for it?");
    expect_panic("out of paper");
    for role in [Reads, Writes] {
        promise("Somebody writes until this is dropped, also by a panic.");
        let hall = Hall::new();
        let own = hall.clone();
        let panics = background("who panics", move || {
            let works = || {
                let _guard: (_, _) = match role {
                    Reads => (Some(own.lock.read()), None),
                    Writes => (None, Some(own.lock.write())),
                };
                own.stay("who panics");
                panic!("out of paper");
            };
            let panicked: thread::Result<()> = catch_unwind(AssertUnwindSafe(works));
            drop(panicked);
        });
        let name = "who panics".to_owned();
        let panics = Visit {
            hall: hall.clone(),
            name,
            call: panics,
        }
        .goes_in("nobody else is there");
        let writer = hall.come(Writes, "writer").waits("somebody is in");
        let reader = hall
            .come(Reads, "reader")
            .waits("somebody is in, or a writer waits");
        panics.leaves();
        let (first, then) = match role {
            // The writer was waiting for a reader.
            Reads => (writer, reader),
            Writes => (reader, writer),
        };
        let first = first.goes_in("who was in has panicked, and is gone");
        let then = then.lets_others_go_first("it is the turn of the other one");
        first.leaves();
        then.goes_in("nobody else is there").leaves();
    }
}

fn one_lock_does_not_keep_another_one() {
    promise("Nobody reads or writes.");
    look_at("what do two locks share in your answer?");
    let (one, other) = (Hall::new(), Hall::new());
    let writer = one.come(Writes, "writer").goes_in("nobody else is there");
    let reader = other
        .come(Reads, "reader")
        .goes_in("who writes has another lock");
    let next = other
        .come(Writes, "writer of the other lock")
        .waits("`reader` is in");
    reader.leaves();
    next.goes_in("nobody else is there").leaves();
    writer.leaves();
}
