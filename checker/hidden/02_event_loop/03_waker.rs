//! `Event::set` wakes the task that waits, and no wake-up is lost.

// no promise: "Something that happens once." It says what the type is for.
// no promise: "Ready when the event has happened." It says what the type is for.
// no promise: "There is at most one for each event." It is what the caller keeps.
// no promise: "It has happened." It says what a call means.
// no promise: "(The task of a future that is gone may be woken or not.)" It leaves something open.

use exercise::Event;
use lab::ms;
use proof::prelude::*;
use proof::{Attempt, at_each_step};
use std::future::poll_fn;
use std::pin::pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::task::{Context, Wake, Waker};
use std::thread;

proof::main!(
    it_is_ready_when_it_has_happened,
    the_task_is_woken_when_it_happens_and_not_before,
    only_the_task_that_polled_last_is_woken,
    a_waker_may_poll_on_the_spot,
    an_event_in_the_middle_of_a_poll_is_not_missed,
    a_poll_in_the_middle_of_a_set_misses_nothing,
    nobody_need_wait_and_it_may_be_set_again,
    a_thread_that_waits_sleeps_until_another_one_sets_it,
);

fn it_is_ready_when_it_has_happened() {
    promise("Nothing has happened yet.");
    within(ms(1_500), "set", || {
        let event = Event::new();
        let mut early = PollScript::of(event.wait());
        early.is_pending();
        promise("Ready if it has happened.");
        event.set();
        early.is_ready();

        promise("A future that is ready when this event has happened.");
        let event = Event::new();
        event.set();
        PollScript::of(event.wait()).is_ready();
    });
}

fn the_task_is_woken_when_it_happens_and_not_before() {
    promise("If not, this poll's task is woken by `set`, and not before that.");
    let event = Event::new();
    let mut script = PollScript::of(event.wait());
    script.is_pending();
    script.is_not_woken();
    within(ms(1_500), "set", || event.set());
    script.is_woken();
    script.is_ready();
}

fn only_the_task_that_polled_last_is_woken() {
    promise(
        "the task that polled it last is woken; if others polled it before, they are left alone",
    );
    look_at("a future is polled again, by another task: what becomes of the old waker?");
    let event = Event::new();
    let mut script = PollScript::of(event.wait());
    script.is_pending();
    let mut script = script.moved_to_another_task();
    script.is_pending();
    within(ms(1_500), "set", || event.set());
    script.only_the_last_task_is_woken();
}

fn a_waker_may_poll_on_the_spot() {
    promise("A waker may poll the future on the spot, before `wake` returns, and finds it ready.");
    let event = Event::new();
    let task = EagerTask::of(event.wait());
    task.is_pending();
    event.set();
    task.was_ready_when_woken();
}

fn an_event_in_the_middle_of_a_poll_is_not_missed() {
    promise("Any thread may call this, at any time");
    look_at(
        "`set` comes in the middle of a poll: what has the poll seen, and what has it left behind by then?",
    );
    PollScript::notices(|| {
        let event = Event::new();
        (event.wait(), move || event.set())
    });
}

fn a_poll_in_the_middle_of_a_set_misses_nothing() {
    promise("Any thread may call this, at any time");
    look_at("a task polls while `set` is under way: between which two lines is its wake-up lost?");
    at_each_step(|| {
        let event = Event::new();
        let mut future = Box::pin(event.wait());
        // A future that is gone need not be woken, so it is kept to the end.
        let (former, task) = (Flag::new(), Flag::new());
        // It waits already; then it is polled by another task.
        let _ = future
            .as_mut()
            .poll(&mut Context::from_waker(&former.waker()));
        let (kept, polled) = (
            Arc::new(Mutex::new(future)),
            Arc::new(AtomicBool::new(false)),
        );
        let future = kept.clone();
        let (waker, ready) = (task.waker(), polled.clone());
        Attempt {
            call: Box::new(move || event.set()),
            meanwhile: Box::new(move || {
                let mut future = future.lock().expect("no panic");
                let poll = future.as_mut().poll(&mut Context::from_waker(&waker));
                ready.store(poll.is_ready(), Ordering::SeqCst);
            }),
            then: Box::new(move || {
                let noticed = polled.load(Ordering::SeqCst) || task.is_woken();
                let seen = "a poll during `set` returned `Pending`, and its task was not woken";
                let meaning = "it has happened, and the task waits for it for ever";
                holds(noticed, Kind::Hangs, seen, meaning);
                drop(kept);
            }),
        }
    });
}

/// Says whether a waker was called.
struct Flag(Arc<AtomicBool>);

impl Flag {
    fn new() -> Self {
        Self(Arc::default())
    }

    fn waker(&self) -> Waker {
        Arc::new(Self(self.0.clone())).into()
    }

    fn is_woken(&self) -> bool {
        self.0.load(Ordering::SeqCst)
    }
}

impl Wake for Flag {
    fn wake(self: Arc<Self>) {
        self.0.store(true, Ordering::SeqCst);
    }
}

fn nobody_need_wait_and_it_may_be_set_again() {
    promise("also when it has happened before, and when nobody waits");
    look_at("`set` is called: may there be no waker, or may it have happened before?");
    within(ms(1_500), "set", || {
        // Nobody has polled, or who did is gone.
        let event = Event::new();
        let unpolled = event.wait();
        event.set();
        drop(unpolled);
        let event = Event::new();
        let mut left = PollScript::of(event.wait());
        left.is_pending();
        drop(left);
        event.set();
        // It is set twice while somebody waits.
        let event = Event::new();
        let mut waits = PollScript::of(event.wait());
        waits.is_pending();
        event.set();
        event.set();
        waits.is_woken();
        waits.is_ready();
    });
    promise("Clones are the same event, and any thread may have one.");
    let event = Event::new();
    let mut waits = PollScript::of(event.clone().wait());
    waits.is_pending();
    within(ms(1_500), "set", || event.clone().set());
    waits.is_woken();
    waits.is_ready();
}

fn a_thread_that_waits_sleeps_until_another_one_sets_it() {
    promise("this poll's task is woken by `set`, and not before that");
    let event = Event::new();
    let opened = event.wait();
    let call = background("the task that waits", move || {
        let (mut opened, mut polls) = (pin!(opened), 0);
        let counted = poll_fn(|context| {
            polls += 1;
            opened.as_mut().poll(context)
        });
        futures::executor::block_on(counted);
        polls
    });
    call.watch().falls_asleep("the task that waits");
    let set = thread::spawn(move || event.set());
    let polls: u32 = call.result();
    let few = polls <= 3;
    let seen = format!("the future was polled {polls} times for one event");
    holds(few, Kind::BusyWaits, &seen, "it looks again and again");
    equal("whether `set` returned", set.join().is_ok(), true);
}
