//! `pack_orders` stops when it is told to, however much there is to do, and loses nothing.

use lab::ms;
use proof::prelude::*;
use std::time::Duration;
use tokio::sync::mpsc::{Receiver, Sender, channel};
use tokio::time::sleep;
use tokio_util::sync::CancellationToken;

proof::main!(
    whoever_says_stop_while_packing_is_heard,
    an_evening_that_came_before_the_call_is_seen,
    an_order_that_comes_with_the_evening_stays,
    what_is_being_packed_is_packed_to_its_end,
    the_evening_comes_while_there_is_nothing_to_do,
    a_closed_queue_is_packed_to_its_last_order,
    orders_are_waited_for_however_long,
);

/// Chance has to give itself away.
const EVENINGS: usize = 32;

/// A room with these orders in its queue.
struct Room {
    orders: Sender<u32>,
    queue: Receiver<u32>,
    stop: CancellationToken,
    work: Work,
}

impl Room {
    fn with(orders: u32) -> Self {
        let (sender, queue) = channel(2_000);
        for order in 1..=orders {
            // There is room for all of them.
            let _ = sender.try_send(order);
        }
        let (stop, work) = (CancellationToken::new(), Work::new());
        Self {
            orders: sender,
            queue,
            stop,
            work,
        }
    }

    /// Each order takes so long, and with order `last` it is evening.
    async fn packs(&mut self, each: Duration, last: u32) {
        let (work, stop, bell) = (&self.work, &self.stop, Work::new());
        exercise::pack_orders(&mut self.queue, stop, async |order| {
            let call = work.begin(&format!("order {order}"));
            if order == last {
                stop.cancel();
                bell.mark("the evening");
            }
            if !each.is_zero() {
                sleep(each).await;
            }
            call.finish();
        })
        .await;
    }

    fn is_open(&self) {
        promise("which is not closed");
        let open = !self.orders.is_closed();
        equal("whether the queue is open after the stop", open, true);
    }

    /// The orders from 1 to `last` were packed to their ends, and those up to `all` are
    /// in the queue.
    fn has_packed(&mut self, last: u32, all: u32) {
        let packed: Vec<String> = self
            .work
            .calls()
            .into_iter()
            .map(|call| call.item)
            .collect();
        let count = packed.len();
        holds(
            count <= last as usize,
            Kind::Late,
            &format!(
                "{count} orders were packed, expected {last}: the others came out of the queue after the stop"
            ),
            "the loop does not see that it is to stop while there are orders",
        );
        let want: Vec<String> = (1..=last).map(|order| format!("order {order}")).collect();
        equal("the list of orders that were packed", packed, want);
        for order in 1..=last {
            self.work.finished(&format!("order {order}"));
        }
        let left = std::iter::from_fn(|| self.queue.try_recv().ok());
        let want: Vec<u32> = (last + 1..=all).collect();
        equal(
            "the list of orders in the queue",
            left.collect::<Vec<_>>(),
            want,
        );
    }
}

fn whoever_says_stop_while_packing_is_heard() {
    never_blocks("No thread is blocked.");
    promise("from then on no order is taken out any more, whatever is in the queue");
    look_at("which branch is taken when both are ready, and who is never asked then?");
    virtual_time(async |_| {
        let mut room = Room::with(12);
        room.packs(ms(5), 3).await;
        room.has_packed(3, 12);
        for _ in 0..EVENINGS {
            let mut room = Room::with(12);
            room.packs(Duration::ZERO, 3).await;
            room.has_packed(3, 12);
        }
        let mut room = Room::with(1_000);
        room.packs(Duration::ZERO, 10).await;
        room.has_packed(10, 1_000);
    });
}

fn an_evening_that_came_before_the_call_is_seen() {
    promise("Return when `stop` is cancelled");
    virtual_time(async |clock| {
        for _ in 0..EVENINGS {
            let mut room = Room::with(5);
            room.stop.cancel();
            room.packs(Duration::ZERO, 0).await;
            clock.ends_at(ms(0), "it was evening before the call");
            room.has_packed(0, 5);
        }
    });
}

fn an_order_that_comes_with_the_evening_stays() {
    promise("also where an order comes at the same moment");
    virtual_time(async |clock| {
        for evening in 0..EVENINGS {
            let mut room = Room::with(0);
            let (orders, stop) = (room.orders.clone(), room.stop.clone());
            clock.restart();
            let task = tokio::spawn(async move {
                sleep(ms(50)).await;
                if evening % 2 == 0 {
                    stop.cancel();
                }
                let _ = orders.try_send(1);
                stop.cancel();
            });
            room.packs(Duration::ZERO, 0).await;
            clock.ends_at(ms(50), "the evening, at which nothing was being packed");
            // A panic is a finding by itself.
            let _ = task.await;
            room.has_packed(0, 1);
            room.is_open();
            promise("also where an order comes at the same moment");
        }
    });
}

fn what_is_being_packed_is_packed_to_its_end() {
    promise("One that is being packed is packed to its end before that.");
    for takes in [100, 500_000] {
        virtual_time(async |clock| {
            let mut room = Room::with(5);
            let stop = room.stop.clone();
            drop(tokio::spawn(async move {
                sleep(ms(takes * 2 + 50)).await;
                stop.cancel();
            }));
            room.packs(ms(takes), 0).await;
            room.has_packed(3, 5);
            clock.ends_at(ms(takes * 3), "the end of the order that was being packed");
            room.work.peak_is(1);
        });
    }
}

fn the_evening_comes_while_there_is_nothing_to_do() {
    promise("If there is none, return at that moment.");
    virtual_time(async |clock| {
        let mut room = Room::with(0);
        let stop = room.stop.clone();
        drop(tokio::spawn(async move {
            sleep(ms(1_250)).await;
            stop.cancel();
        }));
        room.packs(ms(5), 0).await;
        clock.ends_at(ms(1_250), "the evening, at which nothing was being packed");
        clock.moves_at_most(10, "one evening");
        room.has_packed(0, 0);
    });
}

fn a_closed_queue_is_packed_to_its_last_order() {
    promise("Return as well when the queue is closed and all of its orders are packed.");
    if_it_hangs("the queue is closed and empty, and the loop goes on");
    for orders in [0, 1, 30] {
        virtual_time(async |clock| {
            let mut room = Room::with(orders);
            // The last sender.
            room.orders = channel(1).0;
            room.packs(ms(10), 0).await;
            promise(
                "Take the orders out of `queue`, and `pack` each to its end before the next one.",
            );
            room.has_packed(orders, orders);
            clock.ends_at(ms(10) * orders, "one order after another");
        });
    }
}

fn orders_are_waited_for_however_long() {
    never_blocks("No thread is blocked.");
    promise("Until then wait for orders, however long.");
    virtual_time(async |clock| {
        let mut room = Room::with(1);
        let (orders, stop) = (room.orders.clone(), room.stop.clone());
        drop(tokio::spawn(async move {
            for order in [2, 3] {
                sleep(ms(900_000)).await;
                let _ = orders.try_send(order);
            }
            sleep(ms(900_000)).await;
            stop.cancel();
        }));
        room.packs(ms(5), 0).await;
        clock.ends_at(
            ms(2_700_000),
            "the evening, at which nothing was being packed",
        );
        clock.moves_at_most(40, "two orders and one evening");
        promise("All other orders stay in the queue");
        room.has_packed(3, 3);
        room.is_open();
    });
    // Longer than the patience of a test in virtual time.
    promise("Until then wait for orders, however long.");
    real_time(async || {
        tokio::time::pause();
        let mut room = Room::with(0);
        let (orders, stop) = (room.orders.clone(), room.stop.clone());
        drop(tokio::spawn(async move {
            sleep(ms(90_000_000)).await;
            let _ = orders.try_send(1);
            sleep(ms(90_000_000)).await;
            stop.cancel();
        }));
        room.packs(ms(5), 0).await;
        room.has_packed(1, 1);
    });
}
