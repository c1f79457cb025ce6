//! `handle_order` has its entry written, to the end, before it returns.

use lab::{AuditLog, ms};
use proof::prelude::*;
use tokio::task::yield_now;
use tokio::time::sleep;

proof::main!(
    the_entry_is_complete_when_it_returns,
    each_order_has_an_entry_of_its_own,
    nothing_happens_before_anybody_polls,
    others_go_on_while_the_entry_is_written,
    two_orders_are_written_at_the_same_time,
    two_orders_share_a_log,
    no_task_is_left_behind,
);

fn the_entry_is_complete_when_it_returns() {
    promise("return `order 7 is on its way` when the entry is complete");
    virtual_time(async |_| {
        let log = AuditLog::new();
        let confirmation = exercise::handle_order(&log, 7).await;
        look_at("what does a call of `write` give, and who polls that, for how long?");
        equal("the log when it returned", log.entries(), ["order 7"]);
        look_at("the text that is returned");
        equal("the confirmation", confirmation, "order 7 is on its way");
    });
}

fn each_order_has_an_entry_of_its_own() {
    promise("Write the entry `order 7` to the log, where 7 is the number of the order");
    virtual_time(async |_| {
        let log = AuditLog::new();
        let orders = [0, 7, 42, u32::MAX];
        for order in orders {
            let confirmation = exercise::handle_order(&log, order).await;
            let want = format!("order {order} is on its way");
            equal("the confirmation", confirmation, want);
        }
        let want = orders.map(|order| format!("order {order}"));
        equal("the log", log.entries(), want);
        promise("The entry is written once.");
        let calls = orders.map(|order| format!("write order {order}"));
        log.journal()
            .calls_are(&calls.each_ref().map(String::as_str));
        // Another order may have the same number.
        let _ = exercise::handle_order(&log, 7).await;
        let count = log.entries().len();
        equal("the number of entries of five orders", count, 5);
    });
}

fn nothing_happens_before_anybody_polls() {
    promise("Nothing happens before the future of `handle_order` is polled");
    virtual_time(async |_| {
        let log = AuditLog::new();
        let order = exercise::handle_order(&log, 7);
        // A task that was started by the call has its turn now.
        yield_now().await;
        let begun = log.journal().calls().len();
        holds(
            begun == 0,
            Kind::TooConcurrent,
            "`handle_order` was called and not polled, and the entry was begun all the same",
            "the work does not wait for the one who asked for it",
        );
        order.await;
    });
}

fn others_go_on_while_the_entry_is_written() {
    promise("other tasks can go on while it waits");
    never_blocks("other tasks can go on while it waits");
    virtual_time(async |clock| {
        let (log, work) = (AuditLog::new(), Work::new());
        let order = async {
            exercise::handle_order(&log, 7).await;
            clock.elapsed_is(ms(20), "an entry takes 20 ms");
        };
        tokio::join!(order, work.takes("another task", ms(20)));
        clock.elapsed_is(ms(20), "an entry and the other task take 20 ms each");
    });
}

fn two_orders_are_written_at_the_same_time() {
    promise("other tasks can go on while it waits");
    virtual_time(async |clock| {
        let (one, other) = (AuditLog::new(), AuditLog::new());
        let orders = (
            exercise::handle_order(&one, 7),
            exercise::handle_order(&other, 8),
        );
        tokio::join!(orders.0, orders.1);
        clock.elapsed_is(ms(20), "two entries that do not wait for each other");
        equal("the first log", one.entries(), ["order 7"]);
        equal("the second log", other.entries(), ["order 8"]);
    });
}

fn two_orders_share_a_log() {
    promise("The entry is written once.");
    look_at("another order is written to the same log: what does this one make of that?");
    virtual_time(async |_| {
        for after in [0, 10, 20] {
            let log = AuditLog::new();
            let other = async {
                sleep(ms(after)).await;
                exercise::handle_order(&log, 8).await;
            };
            tokio::join!(exercise::handle_order(&log, 7), other);
            let mut entries = log.entries();
            entries.sort();
            equal("the sorted log", entries, ["order 7", "order 8"]);
        }
    });
}

fn no_task_is_left_behind() {
    promise("when it is ready, no task is left behind");
    virtual_time(async |_| {
        let (log, tasks) = (AuditLog::new(), Tasks::baseline());
        exercise::handle_order(&log, 7).await;
        tasks.back_to_baseline().await;
    });
}
