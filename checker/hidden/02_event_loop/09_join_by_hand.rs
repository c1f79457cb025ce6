//! `join` polls both futures in one task, each as often as it has to be.

// no promise: "The future of [`join`]." It says what the type is for.
// no promise: "it may be dropped at once or kept as long as the `Join`" It leaves something open.
// no promise: "Nobody polls it when it was ready." It is what the caller keeps.

use exercise::Join;
use futures::FutureExt;
use futures::future::LocalBoxFuture;
use lab::ms;
use proof::prelude::*;
use std::cell::Cell;

proof::main!(
    nothing_is_polled_before_the_first_poll,
    the_first_poll_polls_both,
    the_first_output_is_kept_until_the_second_is_there,
    both_may_be_ready_at_once,
    each_one_wakes_the_task_that_polled_last,
    dropped_at_any_time_it_drops_both,
    both_are_under_way_at_the_same_time,
);

type Side<'a> = LocalBoxFuture<'a, u64>;

/// Of two futures of one type, whatever they do: that says nothing of the test.
fn join<'a>(
    a: impl Future<Output = u64> + 'a,
    b: impl Future<Output = u64> + 'a,
) -> Join<Side<'a>, Side<'a>> {
    exercise::join(a.boxed_local(), b.boxed_local())
}

fn nothing_is_polled_before_the_first_poll() {
    promise("the first time in the first poll");
    let ((first, a), (second, b)) = (Mock::<u64>::new("a"), Mock::<u64>::new("b"));
    let unpolled = join(a, b);
    first.polls_are(0, "`join` was called, and nobody has polled what it gives");
    second.polls_are(0, "`join` was called, and nobody has polled what it gives");
    drop(unpolled);
}

fn the_first_poll_polls_both() {
    promise("Poll each future that is not done yet, the first time in the first poll");
    let ((first, a), (second, b)) = (Mock::<u64>::new("a"), Mock::<u64>::new("b"));
    let mut script = PollScript::of(join(a, b));
    script.is_pending();
    first.polls_are(1, "there was one poll");
    second.polls_are(1, "there was one poll");
    script.is_not_woken();
}

fn the_first_output_is_kept_until_the_second_is_there() {
    look_at("one is done and the other is not: what is kept, and who is polled next time?");
    promise("Ready in the poll in which the later one is ready, with both outputs.");
    for a_is_first in [true, false] {
        let ((first, a), (second, b)) = (Mock::new("a"), Mock::new("b"));
        let mut script = PollScript::of(join(a, b));
        script.is_pending();
        if a_is_first {
            first.finish(7)
        } else {
            second.finish(40)
        }
        script.is_pending();
        script.is_pending();
        if a_is_first {
            second.finish(40)
        } else {
            first.finish(7)
        }
        equal("the outputs", script.is_ready(), (7, 40));
        let (one, other) = match a_is_first {
            true => (first.polls(), second.polls()),
            false => (second.polls(), first.polls()),
        };
        promise("A future that was ready is not polled again");
        equal("the number of polls of the first to be ready", one, 2);
        promise("Poll each future that is not done yet");
        equal("the number of polls of the other", other, 4);
    }
}

fn both_may_be_ready_at_once() {
    promise("Ready in the poll in which the later one is ready, with both outputs.");
    let ((first, a), (second, b)) = (Mock::new("a"), Mock::new("b"));
    first.finish(7);
    second.finish(40);
    let outputs = PollScript::of(join(a, b)).is_ready();
    equal("the outputs", outputs, (7, 40));
}

fn each_one_wakes_the_task_that_polled_last() {
    promise("with the context that came with this poll");
    look_at("which context does each of the two get?");
    let ((first, a), (second, b)) = (Mock::new("a"), Mock::new("b"));
    let mut script = PollScript::of(join(a, b));
    script.is_pending();
    let mut script = script.moved_to_another_task();
    script.is_pending();
    first.finish(7);
    script.only_the_last_task_is_woken();
    script.is_pending();
    second.finish(40);
    script.only_the_last_task_is_woken();
    equal("the outputs", script.is_ready(), (7, 40));
}

fn dropped_at_any_time_it_drops_both() {
    promise("Dropped at any time, a `Join` drops both futures.");
    look_at("each of the two, pending or ready: who drops it?");
    for a_is_first in [true, false] {
        for polls in 0..=3 {
            let ((first, a), (second, b)) = (Mock::new("a"), Mock::new("b"));
            let mut script = PollScript::of(join(a, b));
            for poll in 0..polls {
                let mut both = [&first, &second];
                if !a_is_first {
                    both.reverse();
                }
                if poll > 0 {
                    both[poll - 1].finish(7);
                }
                if poll == 2 {
                    equal("the outputs", script.is_ready(), (7, 7));
                } else {
                    script.is_pending();
                    both[1].is_kept();
                }
            }
            drop(script);
            first.is_dropped();
            second.is_dropped();
        }
    }
}

fn both_are_under_way_at_the_same_time() {
    promise("Both futures at the same time, and both outputs when the later one is done.");
    never_blocks("It does not block.");
    virtual_time(async |clock| {
        let work = Work::new();
        let done = Cell::new(0);
        let side = async |item, time| {
            work.takes(item, time).await;
            done.set(done.get() + 1);
            0
        };
        join(side("user", ms(50)), side("orders", ms(30))).await;
        work.peak_is(2);
        clock.elapsed_is(ms(50), "one takes 50 ms, the other 30 ms");
        equal("how many came to their end", done.get(), 2);
    });
}
