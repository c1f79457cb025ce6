//! `Event::set` wakes the task that waits, and no wake-up is lost.

use exercise::Event;
use lab::ms;
use proof::prelude::*;
use std::future::poll_fn;
use std::pin::pin;
use std::thread;

proof::main!(
    it_is_ready_when_it_has_happened,
    the_task_is_woken_when_it_happens_and_not_before,
    only_the_task_that_polled_last_is_woken,
    a_waker_may_poll_on_the_spot,
    an_event_in_the_middle_of_a_poll_is_not_missed,
    a_thread_that_waits_sleeps_until_another_one_sets_it,
);

fn it_is_ready_when_it_has_happened() {
    within(ms(1_500), "set", || {
        let event = Event::new();
        let mut early = PollScript::of(event.wait());
        early.is_pending();
        event.set();
        early.is_ready();

        let event = Event::new();
        event.clone().set();
        event.set();
        PollScript::of(event.wait()).is_ready();
    });
}

fn the_task_is_woken_when_it_happens_and_not_before() {
    let event = Event::new();
    let mut script = PollScript::of(event.wait());
    script.is_pending();
    script.is_not_woken();
    within(ms(1_500), "set", || event.set());
    script.is_woken();
    script.is_ready();
}

fn only_the_task_that_polled_last_is_woken() {
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
    let event = Event::new();
    let task = EagerTask::of(event.wait());
    task.is_pending();
    event.set();
    task.was_woken_and_ready();
}

fn an_event_in_the_middle_of_a_poll_is_not_missed() {
    PollScript::notices(|| {
        let event = Event::new();
        (event.wait(), move || event.set())
    });
}

fn a_thread_that_waits_sleeps_until_another_one_sets_it() {
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
