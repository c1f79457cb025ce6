//! `Countdown` is ready on its last poll, and has itself polled until then.

use exercise::Countdown;
use proof::prelude::*;

proof::main!(
    it_is_ready_on_its_last_poll,
    each_poll_before_that_wakes_its_task,
    a_runtime_gets_to_its_end,
    each_countdown_counts_its_own_polls,
);

fn it_is_ready_on_its_last_poll() {
    for polls in 1..=4 {
        let mut script = PollScript::of(Countdown::new(polls));
        for _ in 1..polls {
            script.is_pending();
        }
        equal("its output", script.is_ready(), polls);
    }
}

fn each_poll_before_that_wakes_its_task() {
    look_at("the `context`: what is in it, and which poll does it belong to?");
    let mut script = PollScript::of(Countdown::new(4));
    script.is_pending();
    script.is_woken();
    script.is_pending();
    script.is_woken();
    let mut script = script.moved_to_another_task();
    script.is_pending();
    script.only_the_last_task_is_woken();
    script.is_ready();
}

fn a_runtime_gets_to_its_end() {
    if_it_hangs("the future said `Pending`, and its task was never woken");
    look_at("`Pending` alone wakes nobody: who has the task polled again?");
    virtual_time(async |clock| {
        let polls = tokio::join!(Countdown::new(3), Countdown::new(5));
        equal("the outputs", polls, (3, 5));
        clock.elapsed_is(lab::ms(0), "there is nothing to wait for");
    });
}

fn each_countdown_counts_its_own_polls() {
    look_at("where is it kept how many polls there were, and is there one for each?");
    let mut first = PollScript::of(Countdown::new(2));
    let mut second = PollScript::of(Countdown::new(2));
    first.is_pending();
    second.is_pending();
    equal("the output of the first", first.is_ready(), 2);
    equal("the output of the second", second.is_ready(), 2);
}
