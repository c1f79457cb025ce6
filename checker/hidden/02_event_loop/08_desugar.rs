//! `Deliver` does what the `async fn` does, poll by poll.

use exercise::{Deliver, deliver};
use proof::prelude::*;
use std::future::{Ready, ready};
use std::pin::Pin;
use std::task::{Context, Poll};

proof::main!(
    nothing_is_done_before_the_first_poll,
    the_second_step_begins_in_the_poll_in_which_the_first_one_ends,
    steps_that_are_ready_need_one_poll,
    the_first_future_is_dropped_before_the_second_step_begins,
    dropped_in_any_state_it_drops_what_it_holds,
    it_has_room_for_one_future_at_a_time,
);

fn nothing_is_done_before_the_first_poll() {
    let (packing, pack) = Mock::<u32>::new("pack");
    let unpolled = deliver(pack, |_: u32| -> Ready<()> { unreachable!() });
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
    look_at("`pack` is ready: what does the poll do next, and when does it return?");
    let (packing, pack) = Mock::new("pack");
    let (sending, sent) = Mock::new("send");
    let mut script = PollScript::of(deliver(pack, move |parcel: u32| {
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
    sending.polls_are(1, "it has its first poll as soon as `pack` is ready");
    script.is_pending();
    packing.polls_are(2, "it was ready with the second poll");
    sending.finish("thanks");
    script.is_woken();
    equal("the output", script.is_ready(), "thanks");
    sending.polls_are(3, "twice while it was pending, once when it was ready");
}

fn steps_that_are_ready_need_one_poll() {
    let mut script = PollScript::of(deliver(ready(7), |parcel| ready(parcel + 1)));
    equal("the output", script.is_ready(), 8);
}

fn the_first_future_is_dropped_before_the_second_step_begins() {
    let (packing, pack) = Mock::new("pack");
    let seen = packing.clone();
    packing.finish(7);
    let mut script = PollScript::of(deliver(pack, move |parcel: u32| {
        seen.is_dropped();
        ready(parcel)
    }));
    equal("the output", script.is_ready(), 7);
}

fn dropped_in_any_state_it_drops_what_it_holds() {
    look_at("each state: what is held there, and what has been used up before?");
    for polls in 0..=2 {
        let ((packing, pack), (sending, sent)) = (Mock::new("pack"), Mock::<()>::new("send"));
        let mut script = PollScript::of(deliver(pack, move |_: u32| sent));
        for poll in 0..polls {
            if poll == 1 {
                packing.finish(7);
            }
            script.is_pending();
        }
        sending.is_kept();
        drop(script);
        packing.is_dropped();
        sending.is_dropped();
    }
}

/// A future of 4 KiB.
struct Large<T>(Option<T>, [u8; 4_096]);

impl<T: Unpin> Future for Large<T> {
    type Output = T;

    fn poll(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<T> {
        self.1[0] += 1;
        self.0.take().map_or(Poll::Pending, Poll::Ready)
    }
}

fn it_has_room_for_one_future_at_a_time() {
    look_at("the comment above `Deliver`: where are the futures, and how many at a time?");
    let first = Large(Some(7), [0; 4_096]);
    let large: Deliver<Large<u32>, _, Large<u32>> =
        deliver(first, |parcel| Large(Some(parcel + 1), [0; 4_096]));
    let size = size_of_val(&large);
    holds(
        size >= 4_096,
        Kind::Forbidden,
        &format!("with futures of 4 KiB each, a delivery has {size} bytes"),
        "the futures are not in it but in a box; an `async fn` needs none",
    );
    holds(
        size < 6_144,
        Kind::Leaks,
        &format!("with futures of 4 KiB each, a delivery has {size} bytes"),
        "it has room for both futures, and there is never more than one",
    );
    equal("the output", PollScript::of(large).is_ready(), 8);
}
