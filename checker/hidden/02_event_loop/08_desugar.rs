//! `Deliver` does what the `async fn` does, poll by poll.

// no promise: "The future of [`deliver`]." It says what the type is for.
// no promise: "One that is ready may keep its second future until it is dropped itself." It leaves something open.
// no promise: "Nobody polls it when it was ready." It is what the caller keeps.

use exercise::Deliver;
use futures::FutureExt;
use futures::future::LocalBoxFuture;
use proof::prelude::*;
use std::future::{Ready, ready};
use std::pin::Pin;
use std::task::{Context, Poll};

proof::main!(
    nothing_is_done_before_the_first_poll,
    the_second_step_begins_in_the_poll_in_which_the_first_one_ends,
    steps_that_are_ready_need_one_poll,
    each_step_is_polled_by_the_task_that_polls_the_delivery,
    the_first_future_is_dropped_before_the_second_step_begins,
    dropped_in_any_state_it_drops_what_it_holds,
    it_has_room_for_one_future_at_a_time,
);

/// A step of 4 KiB, of one type whatever it does: that says nothing of the test.
struct Step(LocalBoxFuture<'static, u64>, [u8; 4_096]);

impl Step {
    fn of(future: impl Future<Output = u64> + 'static) -> Self {
        Self(future.boxed_local(), [0; 4_096])
    }
}

impl Future for Step {
    type Output = u64;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<u64> {
        self.1[0] = self.1[0].wrapping_add(1);
        self.0.as_mut().poll(context)
    }
}

type Sends = Box<dyn FnOnce(u64) -> Step>;

fn deliver<D>(
    pack: impl Future<Output = u64> + 'static,
    send: impl FnOnce(u64) -> D + 'static,
) -> Deliver<Step, Sends, Step>
where
    D: Future<Output = u64> + 'static,
{
    let send: Sends = Box::new(|parcel| Step::of(send(parcel)));
    exercise::deliver(Step::of(pack), send)
}

fn nothing_is_done_before_the_first_poll() {
    promise("A delivery, of which nothing is done yet: nothing is polled, nothing is called.");
    let (packing, pack) = Mock::new("pack");
    let unpolled = deliver(pack, |_| -> Ready<u64> { unreachable!() });
    holds(
        packing.polls() == 0,
        Kind::TooConcurrent,
        "a delivery was made and not polled, and `pack` was polled all the same",
        "the work does not wait for the one who asked for it",
    );
    packing.is_kept();
    drop(unpolled);
}

fn the_second_step_begins_in_the_poll_in_which_the_first_one_ends() {
    promise("`send` is called in the poll in which `pack` is ready");
    never_blocks("Do what the `async fn` does, in the same polls.");
    look_at("`pack` is ready: what does the poll do next, and when does it return?");
    let (packing, pack) = Mock::new("pack");
    let (sending, sent) = Mock::new("send");
    let mut script = PollScript::of(deliver(pack, move |parcel| {
        equal("the parcel", parcel, 7);
        sent
    }));
    script.is_pending();
    packing.polls_are(1, "the first poll of the delivery polls the first step");
    packing.finish(7);
    script.is_woken();
    script.is_pending();
    if sending.polls() == 0 {
        script.is_woken();
    }
    promise("its future has its first poll at once");
    sending.polls_are(1, "it has its first poll as soon as `pack` is ready");
    promise("A future that is ready is not polled again.");
    script.is_pending();
    packing.polls_are(2, "it was ready with the second poll");
    sending.finish(40);
    script.is_woken();
    equal("the output", script.is_ready(), 40);
    promise("Do what the `async fn` does, in the same polls.");
    sending.polls_are(3, "twice while it was pending, once when it was ready");
}

fn each_step_is_polled_by_the_task_that_polls_the_delivery() {
    promise("Do what the `async fn` does, in the same polls.");
    look_at("which context does each of the two futures get?");
    let ((packing, pack), (sending, sent)) = (Mock::new("pack"), Mock::new("send"));
    let mut script = PollScript::of(deliver(pack, move |_| sent));
    script.is_pending();
    script = script.moved_to_another_task();
    script.is_pending();
    packing.finish(7);
    script.only_the_last_task_is_woken();
    script.is_pending();
    script = script.moved_to_another_task();
    script.is_pending();
    sending.finish(40);
    script.only_the_last_task_is_woken();
    equal("the output", script.is_ready(), 40);
}

fn steps_that_are_ready_need_one_poll() {
    promise("its future has its first poll at once");
    let mut script = PollScript::of(deliver(ready(7), |parcel| ready(parcel + 1)));
    equal("the output", script.is_ready(), 8);
}

fn the_first_future_is_dropped_before_the_second_step_begins() {
    promise("after `pack` was dropped");
    let (packing, pack) = Mock::new("pack");
    let seen = packing.clone();
    packing.finish(7);
    let mut script = PollScript::of(deliver(pack, move |parcel| {
        seen.is_dropped();
        ready(parcel)
    }));
    equal("the output", script.is_ready(), 7);
}

fn dropped_in_any_state_it_drops_what_it_holds() {
    promise("Dropped at any time, a `Deliver` drops everything that it holds.");
    look_at("each state: what is held there, and what has been used up before?");
    for polls in 0..=3 {
        let ((packing, pack), (sending, sent)) = (Mock::new("pack"), Mock::new("send"));
        let mut script = PollScript::of(deliver(pack, move |_| sent));
        for poll in 0..polls {
            match poll {
                1 => packing.finish(7),
                2 => sending.finish(40),
                _ => {}
            }
            if poll == 2 {
                equal("the output", script.is_ready(), 40);
            } else {
                script.is_pending();
                sending.is_kept();
            }
        }
        drop(script);
        packing.is_dropped();
        sending.is_dropped();
    }
}

fn it_has_room_for_one_future_at_a_time() {
    look_at("the comment above `Deliver`: where are the futures, and how many at a time?");
    let both = size_of::<Deliver<Step, Sends, Step>>();
    has_room("two futures of 4 KiB each", both);
    // These are looked at, and never made.
    let first = size_of::<Deliver<Step, Box<dyn FnOnce(u64) -> Ready<u64>>, Ready<u64>>>();
    has_room("a first future of 4 KiB and a small second one", first);
    let second = size_of::<Deliver<Ready<u64>, Sends, Step>>();
    has_room("a small first future and a second one of 4 KiB", second);
    promise("It has room for one future at a time");
    let delivery = deliver(ready(7), |parcel| ready(parcel + 1));
    equal("the output", PollScript::of(delivery).is_ready(), 8);
}

/// For the larger of the two, and not for both.
fn has_room(with: &str, size: usize) {
    promise("in itself and not in a box");
    holds(
        size >= 4_096,
        Kind::Forbidden,
        &format!("with {with}, a delivery has {size} bytes"),
        "the larger future is not in it but in a box; an `async fn` needs none",
    );
    promise("So it is hardly larger than `pack` and `send` together");
    holds(
        size < 6_144,
        Kind::Leaks,
        &format!("with {with}, a delivery has {size} bytes"),
        "it has room for both futures, and there is never more than one",
    );
}
