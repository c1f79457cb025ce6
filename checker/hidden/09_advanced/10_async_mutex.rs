//! `Lock` is given out one by one, in the order of the first polls, whoever leaves meanwhile.

// no promise: "A lock that tasks wait for." It says what the type is for.
// no promise: "It stands for something that is kept elsewhere, such as a printer." It says what the type is for.
// no promise: "The future of [`Lock::lock`]." It says what the type is for.
// no promise: "Who has it has the lock." It says what the type is for.
// no promise: "To clone it or to drop it does nothing to the lock." It is what a learner may rely on.

use exercise::{Guard, Lock};
use futures::FutureExt;
use futures::future::{BoxFuture, join_all};
use lab::ms;
use proof::prelude::*;
use proof::{Attempt, at_each_step};
use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::rc::Rc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Wake, Waker};

proof::main!(
    a_lock_that_is_free_is_there_at_once,
    who_came_first_gets_it_first_and_is_the_only_one_woken,
    a_future_has_its_place_from_its_first_poll_on,
    nobody_overtakes_who_was_woken,
    who_is_dropped_leaves_the_queue,
    who_is_dropped_after_it_was_woken_passes_the_lock_on,
    a_future_that_was_ready_is_dropped_for_nothing,
    the_task_that_polled_last_is_woken,
    a_waker_may_poll_on_the_spot,
    a_panic_gives_it_back,
    locks_do_not_know_each_other,
    tasks_take_turns_and_sleep_until_then,
    an_unlock_in_the_middle_of_a_poll_is_not_missed,
    an_unlock_in_the_middle_of_a_later_poll_is_not_missed,
    a_poll_in_the_middle_of_an_unlock_misses_nothing,
    who_is_dropped_in_the_middle_of_an_unlock_passes_the_lock_on,
);

type Shared = &'static Lock;
type Got = Guard<'static>;
/// What one of two threads does.
type Job = Box<dyn FnOnce() + Send>;
type Waits = PollScript<BoxFuture<'static, Got>>;

/// One that lives as long as the test.
fn lock() -> Shared {
    Box::leak(Box::new(Lock::new()))
}

/// Nobody has polled it yet.
fn comes(lock: Shared) -> Waits {
    PollScript::of(lock.lock().boxed())
}

/// Somebody who waits, behind all others.
fn waits(lock: Shared) -> Waits {
    let mut waits = comes(lock);
    waits.is_pending();
    waits
}

fn tries(lock: Shared) -> Option<Got> {
    within(ms(1_500), "try_lock", || lock.try_lock())
}

fn takes(lock: Shared) -> Got {
    comes(lock).is_ready()
}

fn give_back(guard: Got) {
    within(ms(1_500), "the drop of a guard", || drop(guard));
}

fn leave(waits: Waits) {
    within(ms(1_500), "the drop of a future", || drop(waits));
}

fn is_free(lock: Shared, why: &str) {
    let free = tries(lock).is_some();
    let seen = format!("`try_lock` returned `None`, expected the guard: {why}");
    let meaning = "the lock is kept for somebody who will never take it, and all others wait";
    holds(free, Kind::WrongResult, &seen, meaning);
}

fn is_not_given_to_who_tries(lock: Shared, why: &str) {
    let free = tries(lock).is_some();
    let seen = format!("`try_lock` gave the lock away: {why}");
    let meaning = "two have it at the same time, or who waits is overtaken";
    holds(!free, Kind::TooEarly, &seen, meaning);
}

/// All of them get it, in this order, and at each moment one is woken.
fn get_it_in_order(guard: Got, mut queue: Vec<Waits>, lock: Shared) {
    let mut guard = guard;
    while !queue.is_empty() {
        queue.iter().for_each(PollScript::is_not_woken);
        give_back(guard);
        let mut first = queue.remove(0);
        first.is_woken();
        queue.iter().for_each(PollScript::is_not_woken);
        guard = first.is_ready();
    }
    give_back(guard);
    is_free(lock, "all who waited have had it and have given it back");
}

fn a_lock_that_is_free_is_there_at_once() {
    promise("Nobody has it, and nobody waits.");
    let lock = lock();
    is_free(lock, "the lock is new");
    promise(
        "A future that is ready with the guard, at once if nobody has the lock and nobody waits for it.",
    );
    for _ in 0..3 {
        give_back(takes(lock));
    }
    promise("The guard, if nobody has the lock and nobody waits for it; otherwise `None`.");
    let guard = takes(lock);
    is_not_given_to_who_tries(lock, "somebody has it");
    give_back(guard);
    let guard = tries(lock);
    equal(
        "whether the lock that was given back is there",
        guard.is_some(),
        true,
    );
    is_not_given_to_who_tries(lock, "somebody has it");
    promise("Otherwise its first poll gives it the last place in the queue.");
    leave(waits(lock));
    guard.into_iter().for_each(give_back);
    is_free(lock, "who had it has given it back, and nobody waits");
}

fn who_came_first_gets_it_first_and_is_the_only_one_woken() {
    promise("Its task is woken, the one that polled it last, and no other one.");
    look_at("the lock is given back: whose waker is called, and of how many?");
    for waiting in [1, 2, 3, 20] {
        let lock = lock();
        let guard = takes(lock);
        let queue = (0..waiting).map(|_| waits(lock)).collect();
        is_not_given_to_who_tries(lock, "somebody has it, and others wait");
        get_it_in_order(guard, queue, lock);
    }
}

fn a_future_has_its_place_from_its_first_poll_on() {
    promise("Further polls do not change that, and before the first one it keeps nobody waiting.");
    look_at("which poll puts a future into the queue, and what do the others change there?");
    let lock = lock();
    let guard = takes(lock);
    // Made in another order than polled, and polled again in another one.
    let (mut last, mut first) = (comes(lock), comes(lock));
    let unpolled = comes(lock);
    first.is_pending();
    let mut second = waits(lock);
    last.is_pending();
    for _ in 0..3 {
        last.is_pending();
        second.is_pending();
        first.is_pending();
        second.is_pending();
    }
    get_it_in_order(guard, vec![first, second, last], lock);
    leave(unpolled);
    is_free(lock, "a future that nobody has polled was dropped");
}

fn nobody_overtakes_who_was_woken() {
    promise(
        "Nobody overtakes it, however late its next poll comes: who comes meanwhile waits behind all others.",
    );
    look_at(
        "nobody has the lock, and one was woken that has not come yet: what does the next one see who comes?",
    );
    let lock = lock();
    let guard = takes(lock);
    let (mut first, mut second) = (waits(lock), waits(lock));
    give_back(guard);
    first.is_woken();
    is_not_given_to_who_tries(lock, "it is kept for one who was woken");
    let newcomer = waits(lock);
    second.is_pending();
    is_not_given_to_who_tries(lock, "it is kept for one who was woken");
    get_it_in_order(first.is_ready(), vec![second, newcomer], lock);
}

fn who_is_dropped_leaves_the_queue() {
    promise("A future that is dropped leaves the queue, and its waker is dropped too.");
    look_at("a future is dropped while it waits: what of it is still in the queue?");
    for gone in [
        vec![0],
        vec![1],
        vec![3],
        vec![0, 0],
        vec![2, 1],
        vec![3, 2, 1, 0],
    ] {
        let lock = lock();
        let guard = takes(lock);
        let mut queue: Vec<Waits> = (0..4).map(|_| waits(lock)).collect();
        for place in gone {
            leave(queue.remove(place));
            promise("otherwise nobody is woken");
            queue.iter().for_each(PollScript::is_not_woken);
        }
        is_not_given_to_who_tries(lock, "somebody has it");
        promise("A future that is dropped leaves the queue, and its waker is dropped too.");
        let newcomer = waits(lock);
        queue.push(newcomer);
        get_it_in_order(guard, queue, lock);
    }
    let lock = lock();
    let (guard, task) = (takes(lock), Task::new());
    let (mut first, mut second) = (lock.lock().boxed(), lock.lock().boxed());
    for future in [&mut first, &mut second] {
        let _ = (task.polls(future), task.polls(future));
    }
    drop((second, first));
    equal(
        "the wakers that are kept of futures that are gone",
        task.wakers(),
        0,
    );
    // It is the turn of another one, who knows it.
    let mut first = lock.lock().boxed();
    let _ = task.polls(&mut first);
    let second = waits(lock);
    give_back(guard);
    leave(second);
    promise("otherwise nobody is woken");
    let wakes = task.wakes();
    let seen = format!(
        "the lock was kept for the first; when the second was dropped, it had been woken {wakes} times"
    );
    holds(
        wakes == 1,
        Kind::BusyWaits,
        &seen,
        "it is polled again, and finds nothing new",
    );
}

fn who_is_dropped_after_it_was_woken_passes_the_lock_on() {
    promise(
        "If the lock was kept for it, it is kept for the next one from then on, whose task is woken",
    );
    look_at(
        "a task was woken and is dropped before it polls again: who learns that the lock is there?",
    );
    let lock = lock();
    let guard = takes(lock);
    let mut queue: Vec<Waits> = (0..4).map(|_| waits(lock)).collect();
    give_back(guard);
    for _ in 0..3 {
        queue[0].is_woken();
        leave(queue.remove(0));
        queue[0].is_woken();
        queue[1..].iter().for_each(PollScript::is_not_woken);
        is_not_given_to_who_tries(lock, "it is kept for one who was woken");
        queue.push(waits(lock));
    }
    let guard = queue.remove(0).is_ready();
    get_it_in_order(guard, queue, lock);
    let (guard, last) = (takes(lock), waits(lock));
    give_back(guard);
    leave(last);
    is_free(lock, "the only one who waited was woken, and is gone");
    give_back(takes(lock));
}

fn a_future_that_was_ready_is_dropped_for_nothing() {
    promise("A future that has been ready is not asked again, and to drop it changes nothing.");
    look_at("a future is dropped when it has given its guard: what does its `Drop` do then?");
    let lock = lock();
    // One that never waited, and one that did.
    let mut at_once = comes(lock);
    let guard = at_once.is_ready();
    let mut waited = waits(lock);
    let third = waits(lock);
    leave(at_once);
    waited.is_not_woken();
    is_not_given_to_who_tries(lock, "somebody has it, whose future was dropped");
    give_back(guard);
    let guard = waited.is_ready();
    leave(waited);
    third.is_not_woken();
    is_not_given_to_who_tries(lock, "somebody has it, whose future was dropped");
    get_it_in_order(guard, vec![third], lock);
    // The guard is gone before its future, and another one has the lock.
    let mut early = comes(lock);
    give_back(early.is_ready());
    let (guard, next) = (takes(lock), waits(lock));
    leave(early);
    next.is_not_woken();
    is_not_given_to_who_tries(lock, "another one has it, and a future was dropped");
    get_it_in_order(guard, vec![next], lock);
}

fn the_task_that_polled_last_is_woken() {
    promise("Its task is woken, the one that polled it last, and no other one.");
    look_at("a future is polled again, by another task: what becomes of the old waker?");
    let lock = lock();
    let guard = takes(lock);
    let mut first = waits(lock).moved_to_another_task();
    let mut second = waits(lock).moved_to_another_task();
    second.is_pending();
    first.is_pending();
    give_back(guard);
    first.only_the_last_task_is_woken();
    // It may be moved after it was woken, too.
    let mut first = first.moved_to_another_task();
    let guard = first.is_ready();
    give_back(guard);
    second.only_the_last_task_is_woken();
    let third = waits(lock).moved_to_another_task();
    let mut third = third.moved_to_another_task();
    third.is_pending();
    leave(second);
    third.only_the_last_task_is_woken();
    give_back(third.is_ready());
}

fn a_waker_may_poll_on_the_spot() {
    promise("A waker may poll on the spot, before `wake` returns.");
    let lock = lock();
    let guard = takes(lock);
    let task = EagerTask::of(lock.lock());
    task.is_pending();
    give_back(guard);
    let guard = task.was_woken_and_ready();
    // The one before it was woken, and is dropped.
    let gone = waits(lock);
    let task = EagerTask::of(lock.lock());
    task.is_pending();
    give_back(guard);
    leave(gone);
    give_back(task.was_woken_and_ready());
    is_free(lock, "all have given it back");
}

fn a_panic_gives_it_back() {
    promise("The lock is given back when it is dropped, also by a panic.");
    expect_panic("a paper jam");
    let lock = lock();
    let guard = takes(lock);
    let (woken_first, mut next) = (waits(lock), waits(lock));
    let _ = catch_unwind(AssertUnwindSafe(move || {
        let (_waits, _guard) = (woken_first, guard);
        panic!("a paper jam");
    }));
    next.is_woken();
    get_it_in_order(next.is_ready(), vec![waits(lock)], lock);
}

fn locks_do_not_know_each_other() {
    promise("Nobody has it, and nobody waits.");
    let (one, other) = (lock(), lock());
    let guard = takes(one);
    let waits_for_one = waits(one);
    let mine = takes(other);
    let waits_for_other = waits(other);
    get_it_in_order(mine, vec![waits_for_other], other);
    get_it_in_order(guard, vec![waits_for_one], one);
}

fn an_unlock_in_the_middle_of_a_poll_is_not_missed() {
    promise("It, its futures and its guards may be used and dropped on any thread");
    look_at(
        "the lock is given back in the middle of a poll: what has the poll seen, and what has it left behind by then?",
    );
    PollScript::notices(|| {
        let lock = lock();
        let guard = takes(lock);
        (lock.lock(), move || drop(guard))
    });
}

fn an_unlock_in_the_middle_of_a_later_poll_is_not_missed() {
    promise("It, its futures and its guards may be used and dropped on any thread");
    look_at(
        "the lock is given back in the middle of a poll: which waker stands in the queue at that moment, and which one afterwards?",
    );
    at_each_step(|| {
        let lock = lock();
        let (guard, former, task) = (takes(lock), Task::new(), Task::new());
        let mut future = lock.lock().boxed();
        let _ = former.polls(&mut future);
        let (waker, polled) = (Waker::from(task.0.clone()), Rc::new(RefCell::new(None)));
        let done = polled.clone();
        Attempt {
            call: Box::new(move || {
                let poll = future.as_mut().poll(&mut Context::from_waker(&waker));
                done.replace(Some((poll, future)));
            }),
            meanwhile: Box::new(move || drop(guard)),
            then: Box::new(move || {
                let is_ready = matches!(*polled.borrow(), Some((Poll::Ready(_), _)));
                let noticed = is_ready || task.wakes() > 0;
                let seen = "the lock was given back in the middle of a poll by another task, which returned `Pending`, and this task was not woken";
                let meaning = "the lock is there, and the task waits for it for ever";
                holds(noticed, Kind::Hangs, seen, meaning);
            }),
        }
    });
}

fn a_poll_in_the_middle_of_an_unlock_misses_nothing() {
    promise("It, its futures and its guards may be used and dropped on any thread");
    look_at(
        "a task polls while the lock is given back: between which two lines is its wake-up lost?",
    );
    for has_waited in [false, true] {
        at_each_step(move || {
            let lock = lock();
            let (guard, former, task) = (takes(lock), Task::new(), Task::new());
            let mut future = lock.lock().boxed();
            if has_waited {
                let _ = former.polls(&mut future);
            }
            let kept = Arc::new(Mutex::new(future));
            let (polled, polls, future) =
                (Arc::new(AtomicBool::new(false)), task.clone(), kept.clone());
            let ready = polled.clone();
            let poll: Job = Box::new(move || {
                let mut future = future.lock().expect("no panic");
                ready.store(polls.polls(&mut future).is_ready(), Ordering::SeqCst);
            });
            Attempt {
                call: Box::new(move || drop(guard)),
                meanwhile: poll,
                then: Box::new(move || {
                    let noticed = polled.load(Ordering::SeqCst) || task.wakes() > 0;
                    let seen = "a poll while the lock was given back returned `Pending`, and its task was not woken";
                    let meaning = "the lock is there, and the task waits for it for ever";
                    holds(noticed, Kind::Hangs, seen, meaning);
                    drop(kept);
                }),
            }
        });
    }
}

fn who_is_dropped_in_the_middle_of_an_unlock_passes_the_lock_on() {
    promise(
        "If the lock was kept for it, it is kept for the next one from then on, whose task is woken",
    );
    look_at(
        "the first in the queue is dropped while the lock is given back: who of the two tells the next one?",
    );
    for unlock_is_held in [true, false] {
        at_each_step(move || {
            let lock = lock();
            let (guard, task) = (takes(lock), Task::new());
            let (mut first, mut second) = (lock.lock().boxed(), lock.lock().boxed());
            let _ = (Task::new().polls(&mut first), task.polls(&mut second));
            let (unlock, leave): (Job, Job) =
                (Box::new(move || drop(guard)), Box::new(move || drop(first)));
            let (call, meanwhile) = if unlock_is_held {
                (unlock, leave)
            } else {
                (leave, unlock)
            };
            Attempt {
                call,
                meanwhile,
                then: Box::new(move || {
                    let seen = "the first in the queue was dropped while the lock was given back, and the second was not woken";
                    let meaning = "the lock is there, and all others wait for it for ever";
                    holds(task.wakes() > 0, Kind::Hangs, seen, meaning);
                    let got = task.polls(&mut second).is_ready();
                    holds(
                        got,
                        Kind::Late,
                        "the second was woken, and is pending",
                        meaning,
                    );
                }),
            }
        });
    }
}

fn tasks_take_turns_and_sleep_until_then() {
    promise("A lock that is given back is kept for the first in the queue.");
    never_blocks("none of\nthat blocks");
    virtual_time(async |clock| {
        let (lock, work) = (Lock::new(), Work::new());
        let prints = |n: usize| {
            let (lock, work) = (&lock, &work);
            async move {
                let _guard = lock.lock().await;
                work.takes(&format!("label {n}"), ms(60_000)).await;
            }
        };
        join_all((0..30).map(prints)).await;
        work.peak_is(1);
        clock.elapsed_is(
            ms(1_800_000),
            "thirty labels of a minute, one after another",
        );
        clock.moves_at_most(150, "the thirty labels");
    });
}

/// A task that is polled by hand, on any thread, and counts.
#[derive(Clone)]
struct Task(Arc<Wakes>);

#[derive(Default)]
struct Wakes(AtomicUsize);

impl Task {
    fn new() -> Self {
        Self(Arc::default())
    }

    fn polls(&self, future: &mut BoxFuture<'static, Got>) -> Poll<Got> {
        let waker = Waker::from(self.0.clone());
        future.as_mut().poll(&mut Context::from_waker(&waker))
    }

    fn wakes(&self) -> usize {
        self.0.0.load(Ordering::SeqCst)
    }

    /// How many wakers there are of it.
    fn wakers(&self) -> usize {
        Arc::strong_count(&self.0) - 1
    }
}

impl Wake for Wakes {
    fn wake(self: Arc<Self>) {
        self.0.fetch_add(1, Ordering::SeqCst);
    }
}
