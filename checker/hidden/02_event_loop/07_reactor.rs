//! `Reactor::turn` jumps to the next moment that somebody waits for, and wakes them.

use exercise::{Reactor, Sleep};
use lab::{PausedClock, ms};
use proof::prelude::*;

proof::main!(
    each_sleep_ends_when_its_time_is_over,
    two_that_wait_for_the_same_moment_are_both_woken,
    a_sleep_begins_when_it_is_asked_for,
    a_sleep_that_was_dropped_is_not_waited_for,
    a_sleep_is_waited_for_once_however_often_it_is_polled,
    only_the_task_that_polled_last_is_woken,
    a_waker_may_poll_on_the_spot,
);

fn world() -> (PausedClock, Reactor) {
    let clock = PausedClock::new();
    let reactor = Reactor::new(clock.clone());
    (clock, reactor)
}

/// A sleep that somebody waits for.
fn sleeps(reactor: &Reactor, millis: u64) -> PollScript<Sleep> {
    let mut script = PollScript::of(reactor.sleep(ms(millis)));
    script.is_pending();
    script.is_not_woken();
    script
}

fn turn(reactor: &Reactor) -> bool {
    within(ms(1_500), "turn", || reactor.turn())
}

fn each_sleep_ends_when_its_time_is_over() {
    look_at("the list of those who wait: in which order are they, and which is next?");
    let (clock, reactor) = world();
    let mut slow = sleeps(&reactor, 30);
    let mut quick = sleeps(&reactor, 10);
    let mut middle = sleeps(&reactor, 20);
    equal("whether somebody waited", turn(&reactor), true);
    equal("the time after the first turn", clock.now(), ms(10));
    quick.is_woken();
    quick.is_ready();
    middle.is_not_woken();
    slow.is_not_woken();
    for (at, script) in [(20, &mut middle), (30, &mut slow)] {
        equal("whether somebody waited", turn(&reactor), true);
        equal("the time after the turn", clock.now(), ms(at));
        script.is_woken();
        script.is_ready();
    }
    equal("whether somebody waits in the end", turn(&reactor), false);
    equal("the list of jumps", clock.jumps(), [ms(10), ms(20), ms(30)]);
}

fn two_that_wait_for_the_same_moment_are_both_woken() {
    look_at("two entries with the same moment: does the list have room for both?");
    let (clock, reactor) = world();
    let mut both = [sleeps(&reactor, 10), sleeps(&reactor, 10)];
    let mut later = sleeps(&reactor, 20);
    turn(&reactor);
    both.iter().for_each(PollScript::is_woken);
    later.is_not_woken();
    later.is_pending();
    both.iter_mut().for_each(PollScript::is_ready);
    turn(&reactor);
    later.is_ready();
    equal("the list of jumps", clock.jumps(), [ms(10), ms(20)]);
}

fn a_sleep_begins_when_it_is_asked_for() {
    let (clock, reactor) = world();
    let mut late = PollScript::of(reactor.sleep(ms(15)));
    let _first = sleeps(&reactor, 10);
    turn(&reactor);
    let mut second = sleeps(&reactor, 10);
    late.is_pending();
    turn(&reactor);
    equal("the time after the second turn", clock.now(), ms(15));
    late.is_ready();
    turn(&reactor);
    equal("the time after the third turn", clock.now(), ms(20));
    second.is_ready();
    PollScript::of(reactor.sleep(ms(0))).is_ready();
}

fn a_sleep_that_was_dropped_is_not_waited_for() {
    look_at("a `Sleep` is gone: who tells the list?");
    let (clock, reactor) = world();
    let dropped = sleeps(&reactor, 10);
    let never_polled = reactor.sleep(ms(15));
    let mut kept = sleeps(&reactor, 20);
    drop(dropped);
    equal("whether somebody waited", turn(&reactor), true);
    equal("the list of jumps", clock.jumps(), [ms(20)]);
    kept.is_ready();
    drop(never_polled);
    drop(sleeps(&reactor, 30));
    equal("whether somebody waits in the end", turn(&reactor), false);
    equal("the list of jumps", clock.jumps(), [ms(20)]);
}

fn a_sleep_is_waited_for_once_however_often_it_is_polled() {
    let (clock, reactor) = world();
    let mut script = sleeps(&reactor, 10);
    script.is_pending();
    script.is_pending();
    turn(&reactor);
    script.is_ready();
    equal("whether somebody waits in the end", turn(&reactor), false);
    equal("the list of jumps", clock.jumps(), [ms(10)]);
}

fn only_the_task_that_polled_last_is_woken() {
    let (_, reactor) = world();
    let mut script = sleeps(&reactor, 10).moved_to_another_task();
    script.is_pending();
    turn(&reactor);
    script.only_the_last_task_is_woken();
}

fn a_waker_may_poll_on_the_spot() {
    look_at("what does `turn` still hold when it calls the first waker?");
    let (clock, reactor) = world();
    let (inside, now) = (reactor.clone(), clock.clone());
    let task = EagerTask::of(async move {
        let dropped = inside.sleep(ms(15));
        inside.sleep(ms(10)).await;
        drop(dropped);
        inside.sleep(ms(10)).await;
        now.now()
    });
    task.is_pending();
    let mut beside = sleeps(&reactor, 10);
    turn(&reactor);
    beside.is_woken();
    beside.is_ready();
    turn(&reactor);
    equal("the end of two sleeps", task.was_woken_and_ready(), ms(20));
}
