//! `handle_order` has its entry written, to the end, before it returns.

use lab::{AuditLog, ms};
use proof::prelude::*;
use tokio::task::yield_now;

proof::main!(
    the_entry_is_complete_when_it_returns,
    nothing_happens_before_anybody_polls,
    others_go_on_while_the_entry_is_written,
    no_task_is_left_behind,
);

fn the_entry_is_complete_when_it_returns() {
    virtual_time(async |_| {
        let log = AuditLog::new();
        let confirmation = exercise::handle_order(&log, 7).await;
        look_at("what does a call of `write` give, and who polls that, for how long?");
        equal("the log when it returned", log.entries(), ["order 7"]);
        equal("the confirmation", confirmation, "order 7 is on its way");

        exercise::handle_order(&log, 8).await;
        let journal = log.journal();
        journal.calls_are(&["write order 7", "write order 8"]);
    });
}

fn nothing_happens_before_anybody_polls() {
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

fn no_task_is_left_behind() {
    virtual_time(async |_| {
        let (log, tasks) = (AuditLog::new(), Tasks::baseline());
        exercise::handle_order(&log, 7).await;
        tasks.back_to_baseline().await;
    });
}
