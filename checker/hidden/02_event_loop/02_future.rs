//! `Countdown` is ready on its last poll, and has itself polled until then.

// no promise: "A future that is ready on its n-th poll." It says in short what follows.
// no promise: "The number of polls." It says what the output is.
// no promise: "Count this poll." It says how the rest comes about.

use exercise::Countdown;
use lab::ms;
use proof::prelude::*;
use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Wake, Waker};

proof::main!(
    it_is_ready_on_its_last_poll,
    each_poll_before_that_wakes_its_task,
    a_runtime_gets_to_its_end,
    so_it_does_within_a_runtime,
    a_waker_may_poll_another_countdown,
    each_countdown_counts_its_own_polls,
    it_may_count_far,
);

fn it_is_ready_on_its_last_poll() {
    promise("Ready on poll number `polls`, which is 1 or more.");
    for polls in 1..=4 {
        let mut script = PollScript::of(Countdown::new(polls));
        for _ in 1..polls {
            script.is_pending();
        }
        equal("its output", script.is_ready(), polls);
    }
}

fn each_poll_before_that_wakes_its_task() {
    promise("Each one before that is pending, and has woken its task before it returns");
    look_at("the `context`: what is in it, and which poll does it belong to?");
    let mut script = PollScript::of(Countdown::new(40));
    for _ in 0..20 {
        script.is_pending();
        script.is_woken();
    }
    promise("the task that makes this very poll, which need not be the one before");
    for _ in 20..39 {
        script = script.moved_to_another_task();
        script.is_pending();
        script.only_the_last_task_is_woken();
    }
    equal("its output", script.is_ready(), 40);
}

fn a_runtime_gets_to_its_end() {
    promise("Each one before that is pending, and has woken its task before it returns");
    never_blocks("No poll blocks its thread, also not to wait for another one.");
    if_it_hangs("the future said `Pending`, and its task was never woken");
    look_at("`Pending` alone wakes nobody: who has the task polled again?");
    virtual_time(async |clock| {
        let polls = tokio::join!(Countdown::new(3), Countdown::new(5));
        equal("the outputs", polls, (3, 5));
        clock.elapsed_is(ms(0), "there is nothing to wait for");
    });
}

/// A library may put a wake-up off until the runtime has had its turn.
fn so_it_does_within_a_runtime() {
    promise("has woken its task before it returns");
    look_at("who calls the waker, and when?");
    virtual_time(async |_| {
        let mut script = PollScript::of(Countdown::new(3));
        for _ in 1..3 {
            script.is_pending();
            script.is_woken();
        }
        equal("its output", script.is_ready(), 3);
    });
}

/// Whoever is woken may poll on the spot: here it is another countdown.
struct PollsAnother;

impl Wake for PollsAnother {
    fn wake(self: Arc<Self>) {
        let mut other = pin!(Countdown::new(2));
        let _ = other.as_mut().poll(&mut Context::from_waker(Waker::noop()));
    }
}

fn a_waker_may_poll_another_countdown() {
    promise("No poll blocks its thread, also not to wait for another one.");
    look_at("what is held while the waker is called, and who else needs it?");
    let waker = Arc::new(PollsAnother).into();
    let mut one = pin!(Countdown::new(2));
    let mut context = Context::from_waker(&waker);
    let first = within(ms(1_500), "a poll", || one.as_mut().poll(&mut context));
    equal("whether the first poll is ready", first.is_ready(), false);
}

fn each_countdown_counts_its_own_polls() {
    promise("Nothing is counted yet.");
    look_at("where is it kept how many polls there were, and is there one for each?");
    let mut first = PollScript::of(Countdown::new(2));
    let mut second = PollScript::of(Countdown::new(2));
    first.is_pending();
    second.is_pending();
    equal("the output of the first", first.is_ready(), 2);
    equal("the output of the second", second.is_ready(), 2);
}

fn it_may_count_far() {
    promise("The last one is ready, with the number of all polls.");
    look_at("what counts the polls, and how far can it count?");
    let mut countdown = Box::pin(Countdown::new(70_000));
    let mut context = Context::from_waker(Waker::noop());
    // Most of them by hand: that takes no time worth mentioning, on a busy machine too.
    let early = (1..69_999).find(|_| countdown.as_mut().poll(&mut context).is_ready());
    equal("which poll before the last two was ready", early, None);
    let mut script = PollScript::of(countdown);
    script.is_pending();
    equal("its output", script.is_ready(), 70_000);
    PollScript::of(Countdown::new(u32::MAX)).is_pending();
}
