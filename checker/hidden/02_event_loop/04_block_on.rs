//! `block_on` polls when it was woken, sleeps in between, and loses no wake-up.

use futures::FutureExt;
use lab::ms;
use proof::prelude::*;
use proof::{Attempt, at_each_step};
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::mpsc;
use std::task::{Poll, Waker};
use std::thread;
use std::time::Duration;

proof::main!(
    a_future_that_is_ready_is_polled_once,
    the_thread_sleeps_and_polls_once_for_each_wake_up,
    a_wake_up_during_its_own_poll_is_not_lost,
    many_wake_ups_during_a_poll_block_nobody,
    a_wake_up_from_another_thread_during_a_poll_is_not_lost,
    two_threads_wait_without_disturbing_each_other,
    a_wake_up_before_the_thread_sleeps_is_not_lost,
    a_wake_up_that_is_held_up_half_way_is_not_lost,
    a_wake_up_when_all_is_over_does_no_harm,
    it_is_polled_on_this_thread_and_dropped_afterwards,
    who_unparks_the_thread_has_not_called_the_waker,
    a_poll_that_parks_the_thread_loses_no_wake_up,
    however_long_nothing_comes_it_waits,
    no_other_executor_does_the_work,
);

/// A future of one type, whatever it does: that says nothing of the test.
fn block_on(future: impl Future<Output = u64> + Send + 'static) -> u64 {
    exercise::block_on(future.boxed())
}

fn a_future_that_is_ready_is_polled_once() {
    promise("It is polled at once, and then only when its waker has been called.");
    if_it_hangs("the future is ready with its first poll, and that does not come");
    let (mock, future) = Mock::new("the future");
    mock.finish(7);
    let call = background("block_on", move || block_on(future));
    equal("the result", call.result_within(ms(1_000)), 7);
    mock.polls_are(1, "it is ready at once");
}

fn the_thread_sleeps_and_polls_once_for_each_wake_up() {
    promise("It is polled at once, and then only when its waker has been called.");
    promise_against(
        Kind::BusyWaits,
        "The thread sleeps in between, and no other one looks in its place.",
    );
    let (mock, future) = Mock::new("the future");
    let call = background("block_on", move || block_on(future));
    mock.is_polled(1, "the first poll needs no wake-up");
    call.watch().falls_asleep("block_on");
    mock.polls_are(1, "nobody has woken it yet");
    mock.wake();
    mock.is_polled(2, "it was woken once, and is still pending");
    call.watch().falls_asleep("block_on");
    let result = number(1..99);
    let wanted = expected("the result", result);
    mock.finish(result);
    wanted.is(call.result());
    mock.polls_are(3, "it was woken twice");
}

fn a_wake_up_during_its_own_poll_is_not_lost() {
    promise(
        "The waker may be called on any thread, at any time, as often as one likes: during a poll, and also when everything is over.",
    );
    if_it_hangs("the future was woken while it was polled, and nobody knows it any more");
    look_at("the wake-up comes before the thread sleeps: where is it remembered?");
    let turns = Turns::new();
    let three = turns.task("poll ", 3).map(|()| 0);
    background("block_on", move || block_on(three)).result_within(ms(1_000));
    turns.are(&["poll 0", "poll 1", "poll 2"]);
}

fn many_wake_ups_during_a_poll_block_nobody() {
    promise("at any time, as often as one likes");
    if_it_hangs("the waker was called again before the first call was noticed, and that waits");
    look_at("a second wake-up comes before the next poll: is there room for it?");
    let mut polls = 0;
    let woken_often = poll_fn(move |context| {
        polls += 1;
        if polls == 2 {
            return Poll::Ready(polls);
        }
        (0..3).for_each(|_| context.waker().wake_by_ref());
        let waker = context.waker().clone();
        // It has called the waker when it is joined.
        let _ = thread::spawn(move || (0..3).for_each(|_| waker.wake_by_ref())).join();
        Poll::Pending
    });
    let call = background("block_on", move || block_on(woken_often));
    equal("the number of polls", call.result_within(ms(1_000)), 2);
}

fn a_wake_up_from_another_thread_during_a_poll_is_not_lost() {
    promise(
        "The waker may be called on any thread, at any time, as often as one likes: during a poll, and also when everything is over.",
    );
    if_it_hangs("another thread woke the future during a poll: that waits, or was forgotten");
    look_at("the wake-up comes before the thread sleeps: where is it remembered?");
    let mut polls = 0;
    let woken_meanwhile = poll_fn(move |context| {
        polls += 1;
        if polls == 3 {
            return Poll::Ready(polls);
        }
        let waker = context.waker().clone();
        // It has called the waker when it is joined.
        let _ = thread::spawn(move || waker.wake()).join();
        Poll::Pending
    });
    let call = background("block_on", move || block_on(woken_meanwhile));
    equal("the number of polls", call.result_within(ms(1_000)), 3);
}

fn a_wake_up_before_the_thread_sleeps_is_not_lost() {
    promise("The waker may be called on any thread, at any time");
    if_it_hangs(
        "it was woken when it had looked and was about to sleep, and it slept all the same",
    );
    look_at("between the look and the sleep: what can happen there?");
    is_woken_whenever("block_on", |future| {
        block_on(future.map(|()| 0));
    });
}

/// The thread that calls the waker stands still at each step of it.
fn a_wake_up_that_is_held_up_half_way_is_not_lost() {
    promise("The waker may be called on any thread, at any time");
    if_it_hangs("its thread was woken, had nothing to do yet, and slept again for ever");
    look_at("which of the steps of a wake-up comes first, and what may the thread do in between?");
    at_each_step(|| {
        let (tell, told) = mpsc::channel();
        let mut polls = 0;
        let woken_once = poll_fn(move |context| {
            polls += 1;
            match tell.send(context.waker().clone()) {
                Ok(()) if polls == 1 => Poll::Pending,
                _ => Poll::Ready(polls),
            }
        });
        let call = background("block_on", move || block_on(woken_once));
        let waker = told.recv();
        let watch = call.watch();
        watch.settles();
        Attempt {
            call: Box::new(move || waker.map(Waker::wake).unwrap_or_default()),
            meanwhile: Box::new(move || watch.settles()),
            then: Box::new(move || {
                equal("the number of polls", call.result_within(ms(1_000)), 2);
                drop(told);
            }),
        }
    });
}

fn two_threads_wait_without_disturbing_each_other() {
    promise("Several threads may be in `block_on` at once, each with its own future.");
    if_it_hangs("the wake-up of one thread has woken another one, and is used up");
    look_at("which of all that a waker changes belongs to one call of `block_on` alone?");
    for later_first in [true, false] {
        let (early, a) = Mock::new("the early one");
        let one = background("block_on", move || block_on(a));
        early.is_polled(1, "the first poll needs no wake-up");
        one.watch().falls_asleep("block_on");
        let (late, b) = Mock::new("the late one");
        let other = background("block_on", move || block_on(b));
        late.is_polled(1, "the first poll needs no wake-up");
        other.watch().falls_asleep("block_on");
        let mut both = [(early, one), (late, other)];
        if later_first {
            both.reverse();
        }
        for (mock, call) in both {
            mock.finish(7);
            equal("the result", call.result_within(ms(1_000)), 7);
            mock.polls_are(2, "at the start, and when it was woken");
        }
    }
}

fn a_wake_up_when_all_is_over_does_no_harm() {
    promise(
        "The waker may be called on any thread, at any time, as often as one likes: during a poll, and also when everything is over.",
    );
    let (mock, future) = Mock::new("the future");
    mock.finish(7);
    equal(
        "the result",
        within(ms(1_500), "block_on", || block_on(future)),
        7,
    );
    // It still has the waker.
    mock.wake();
    equal(
        "the next result",
        within(ms(1_500), "block_on", || block_on(async { 8 })),
        8,
    );
}

fn it_is_polled_on_this_thread_and_dropped_afterwards() {
    promise("Run `future` on this thread, and return what it gives.");
    let (work, mut polls) = (Work::new(), 0);
    let inside = work.clone();
    let three = poll_fn(move |context| {
        inside.mark("poll");
        polls += 1;
        context.waker().wake_by_ref();
        if polls == 3 {
            Poll::Ready(7)
        } else {
            Poll::Pending
        }
    });
    equal(
        "the result",
        within(ms(1_500), "block_on", || block_on(three)),
        7,
    );
    work.all_on_this_thread();
    work.calls_are(&["poll", "poll", "poll"]);
    promise("`future` is dropped by then.");
    let (mock, future) = Mock::new("the future");
    mock.finish(7);
    equal(
        "the result",
        within(ms(1_500), "block_on", || block_on(future)),
        7,
    );
    mock.is_dropped();
}

fn who_unparks_the_thread_has_not_called_the_waker() {
    promise("It is polled at once, and then only when its waker has been called.");
    if_it_hangs("the thread was unparked by somebody else, and then its waker was called");
    look_at("the thread has woken up: how does it know that its waker was called?");
    let (mock, mut future) = Mock::new("the future");
    let (tell, told) = mpsc::channel();
    let call = background("block_on", move || {
        let _ = tell.send(thread::current());
        // Somebody has unparked it before, too.
        thread::current().unpark();
        block_on(poll_fn(move |context| Pin::new(&mut future).poll(context)))
    });
    let sleeper = told.recv();
    mock.is_polled(1, "the first poll needs no wake-up");
    call.watch().settles();
    mock.polls_are(1, "the thread was unparked, and its waker was not called");
    for _ in 0..3 {
        if let Ok(sleeper) = &sleeper {
            sleeper.unpark();
        }
        call.watch().settles();
        mock.polls_are(1, "the thread was unparked, and its waker was not called");
    }
    mock.finish(7);
    equal("the result", call.result_within(ms(1_000)), 7);
    mock.polls_are(2, "at the start, and when it was woken");
}

fn a_poll_that_parks_the_thread_loses_no_wake_up() {
    promise("Others may unpark this thread, too, and a poll may park it for a moment.");
    if_it_hangs("the waker was called during a poll, which parked the thread after that");
    look_at("what remembers a wake-up when the token of `unpark` is used up?");
    let mut polls = 0;
    let parks = poll_fn(move |context| {
        polls += 1;
        if polls == 3 {
            return Poll::Ready(polls);
        }
        context.waker().wake_by_ref();
        // As a lock or a channel may do that this thread has to wait for.
        thread::park_timeout(Duration::from_micros(1));
        Poll::Pending
    });
    let call = background("block_on", move || block_on(parks));
    equal("the number of polls", call.result_within(ms(1_000)), 3);
}

fn however_long_nothing_comes_it_waits() {
    promise("It is polled at once, and then only when its waker has been called.");
    promise_against(Kind::BusyWaits, "The thread sleeps in between");
    let (mock, future) = Mock::new("the future");
    let call = background("block_on", move || block_on(future));
    mock.is_polled(1, "the first poll needs no wake-up");
    call.watch().falls_asleep("block_on");
    call.stays_asleep("the future is not ready");
    mock.polls_are(1, "nobody has woken it yet");
    mock.finish(7);
    equal("the result", call.result_within(ms(1_000)), 7);
}

fn no_other_executor_does_the_work() {
    promise("it does not hand the work to another executor");
    polls_by_itself(|future| within(ms(1_500), "block_on", || block_on(future.map(|()| 0))));
}
