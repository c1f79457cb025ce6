//! `Reactor::turn` jumps to the next moment that somebody waits for, and wakes them.

// no promise: "Knows who sleeps until when." It says what the type is for.
// no promise: "Ready when its time is over" It says what the type is for.
// no promise: "may be woken or not" It leaves something open.

use exercise::{Reactor, Sleep};
use futures::FutureExt;
use lab::{PausedClock, ms};
use proof::prelude::*;
use std::time::Duration;

proof::main!(
    each_sleep_ends_when_its_time_is_over,
    two_that_wait_for_the_same_moment_are_both_woken,
    a_sleep_begins_when_it_is_asked_for,
    no_time_is_over_at_once,
    a_time_need_not_be_whole_milliseconds,
    many_sleeps_end_in_the_order_of_their_times,
    who_is_ready_does_not_wait_any_more,
    a_sleep_that_was_dropped_is_not_waited_for,
    a_sleep_that_was_dropped_takes_no_other_along,
    a_sleep_is_waited_for_once_however_often_it_is_polled,
    only_the_task_that_polled_last_is_woken,
    a_waker_may_poll_on_the_spot,
    a_waker_may_make_poll_and_drop_others,
    a_waker_may_drop_others_of_the_same_moment,
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
    promise("move the clock to the next moment that somebody waits for, in one jump");
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
    promise("wake all those who wait for it");
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
    promise("A future that is ready when `time` has passed on the clock since this call.");
    look_at("from when on does the time count?");
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
}

fn no_time_is_over_at_once() {
    promise("A future that is ready when `time` has passed on the clock since this call.");
    look_at("a sleep of no time: what does its first poll find?");
    let (clock, reactor) = world();
    PollScript::of(reactor.sleep(ms(0))).is_ready();
    promise("Nobody sleeps.");
    equal("whether somebody waits", turn(&reactor), false);
    promise("A future that is ready when `time` has passed on the clock since this call.");
    let (mut late, _other) = (PollScript::of(reactor.sleep(ms(10))), sleeps(&reactor, 10));
    equal("whether somebody waited", turn(&reactor), true);
    equal("the time after the turn", clock.now(), ms(10));
    PollScript::of(reactor.sleep(ms(0))).is_ready();
    // Its time is over before its first poll.
    late.is_ready();
    equal("whether somebody waits in the end", turn(&reactor), false);
}

fn a_time_need_not_be_whole_milliseconds() {
    promise("A future that is ready when `time` has passed on the clock since this call.");
    look_at("in which unit is it kept for which moment somebody waits?");
    let (clock, reactor) = world();
    let times = [1_500, 1_000, 1_501].map(Duration::from_micros);
    let mut sleeps = times.map(|time| PollScript::of(reactor.sleep(time)));
    sleeps.iter_mut().for_each(PollScript::is_pending);
    for (sleep, time) in [(1, times[1]), (0, times[0]), (2, times[2])] {
        equal("whether somebody waited", turn(&reactor), true);
        equal("the time after the turn", clock.now(), time);
        sleeps[sleep].is_woken();
        sleeps[sleep].is_ready();
    }
}

fn many_sleeps_end_in_the_order_of_their_times() {
    promise("move the clock to the next moment that somebody waits for, in one jump");
    let (clock, reactor) = world();
    // Each moment once, in no order.
    let mut all: Vec<_> = (0..30)
        .map(|n| 1 + n * 6 % 31)
        .map(|millis| (millis, sleeps(&reactor, millis)))
        .collect();
    all.sort_by_key(|(millis, _)| *millis);
    for (millis, script) in &mut all {
        equal("whether somebody waited", turn(&reactor), true);
        equal("the time after the turn", clock.now(), ms(*millis));
        script.is_woken();
        script.is_ready();
    }
    equal("whether somebody waits in the end", turn(&reactor), false);
}

fn who_is_ready_does_not_wait_any_more() {
    promise("Whoever has not polled yet, is ready or was dropped does not wait.");
    look_at("a `Sleep` whose time is over: is it still in the list?");
    let (clock, reactor) = world();
    let mut woken = sleeps(&reactor, 10);
    equal("whether somebody waited", turn(&reactor), true);
    equal(
        "whether one that was woken still waits",
        turn(&reactor),
        false,
    );
    woken.is_ready();
    equal(
        "whether one that is ready still waits",
        turn(&reactor),
        false,
    );
    equal("the list of jumps", clock.jumps(), [ms(10)]);
}

fn a_sleep_that_was_dropped_is_not_waited_for() {
    promise("Whoever has not polled yet, is ready or was dropped does not wait.");
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

fn a_sleep_that_was_dropped_takes_no_other_along() {
    promise("wake all those who wait for it");
    look_at("a `Sleep` is dropped: which entries leave the list?");
    for first_leaves in [true, false] {
        let (_, reactor) = world();
        let mut both = vec![sleeps(&reactor, 10), sleeps(&reactor, 10)];
        drop(both.remove(usize::from(!first_leaves)));
        equal("whether somebody waited", turn(&reactor), true);
        both[0].is_woken();
        both[0].is_ready();
    }
}

fn a_sleep_is_waited_for_once_however_often_it_is_polled() {
    promise("`false`, and the clock stays where it is, if nobody waits.");
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
    promise("The task of a `Sleep` is the one that polled it last.");
    let (_, reactor) = world();
    let mut script = sleeps(&reactor, 10).moved_to_another_task();
    script.is_pending();
    turn(&reactor);
    script.only_the_last_task_is_woken();
}

fn a_waker_may_poll_on_the_spot() {
    promise("A waker may poll on the spot");
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

fn a_waker_may_make_poll_and_drop_others() {
    promise("that poll may make, poll and drop other `Sleep`s");
    look_at(
        "what does `turn` still hold when it calls the first waker, and what does it do afterwards?",
    );
    let (clock, reactor) = world();
    let (inside, now) = (reactor.clone(), clock.clone());
    let task = EagerTask::of(async move {
        let mut later = Box::pin(inside.sleep(ms(30)));
        let first = inside.sleep(ms(10));
        // Both wait; the later one is dropped while it does.
        futures::future::select(first.boxed_local(), &mut later).await;
        drop(later);
        inside.sleep(ms(0)).await;
        let (made, other) = (inside.sleep(ms(5)), inside.sleep(ms(5)));
        futures::join!(made, other);
        now.now()
    });
    promise("Clones are the same reactor.");
    task.is_pending();
    equal("whether somebody waited", turn(&reactor), true);
    promise("that poll may make, poll and drop other `Sleep`s");
    equal("whether somebody waited", turn(&reactor), true);
    equal("the end of the sleeps", task.was_woken_and_ready(), ms(15));
    equal("whether somebody waits in the end", turn(&reactor), false);
    equal("the list of jumps", clock.jumps(), [ms(10), ms(15)]);
}

fn a_waker_may_drop_others_of_the_same_moment() {
    promise("that poll may make, poll and drop other `Sleep`s");
    look_at("the first of several is woken: what becomes of the others, and of the list?");
    for first_leaves in [true, false] {
        let (clock, reactor) = world();
        let mut before = sleeps(&reactor, 10);
        let inside = reactor.clone();
        let task = EagerTask::of(async move {
            let (first, second) = (inside.sleep(ms(10)), inside.sleep(ms(10)));
            let (mut first, mut second) = (Box::pin(first), Box::pin(second));
            // Both wait. The first poll after that drops the other one.
            futures::future::select(&mut first, &mut second).await;
            match first_leaves {
                true => drop(first),
                false => drop(second),
            }
            inside.sleep(ms(10)).await;
        });
        task.is_pending();
        let mut after = sleeps(&reactor, 10);
        equal("whether somebody waited", turn(&reactor), true);
        promise("wake all those who wait for it");
        for neighbour in [&mut before, &mut after] {
            neighbour.is_woken();
            neighbour.is_ready();
        }
        equal("whether somebody waited", turn(&reactor), true);
        task.was_woken_and_ready();
        equal("the list of jumps", clock.jumps(), [ms(10), ms(20)]);
    }
}
