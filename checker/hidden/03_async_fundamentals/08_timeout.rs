//! `with_deadline` returns when the work does, or at the limit, and the work stops there.

use exercise::Late;
use futures::FutureExt;
use lab::ms;
use proof::{Claims, Tasks, Work, equal, virtual_time};
use std::time::Duration;

proof::main!(
    late_work_is_given_up_at_the_limit,
    late_work_is_dropped_at_the_limit,
    work_that_is_ready_just_before_the_limit_is_ok,
    nobody_waits_for_the_limit_when_the_work_is_done,
);

/// Work of one type, whatever it does: that says nothing of the test.
async fn with_deadline(
    limit: Duration,
    work: impl Future<Output = ()> + Send + 'static,
) -> Result<u64, &'static str> {
    let work = work.map(|()| RESULT).boxed();
    let result = exercise::with_deadline(limit, work).await;
    result.map_err(|Late| "late")
}

/// What the work returns.
const RESULT: u64 = 7;

fn late_work_is_given_up_at_the_limit() {
    virtual_time(async |clock| {
        let result = with_deadline(ms(50), Work::new().takes("work", ms(90))).await;
        clock.ends_at(ms(50), "the limit");
        equal("the result", result, Err("late"));
    });
}

fn late_work_is_dropped_at_the_limit() {
    virtual_time(async |_| {
        let (work, tasks) = (Work::new(), Tasks::baseline());
        let _ = with_deadline(ms(50), work.takes("work", ms(90))).await;
        tasks.back_to_baseline().await;
        work.dropped_at("work", ms(50));
    });
}

fn work_that_is_ready_just_before_the_limit_is_ok() {
    virtual_time(async |clock| {
        let work = Work::new();
        let result = with_deadline(ms(50), work.takes("work", ms(49))).await;
        equal("the result", result, Ok(RESULT));
        clock.ends_at(ms(49), "the work");
    });
}

fn nobody_waits_for_the_limit_when_the_work_is_done() {
    virtual_time(async |clock| {
        let result = with_deadline(ms(50), async {}).await;
        equal("the result", result, Ok(RESULT));
        clock.ends_at(ms(0), "work that is ready at once");
    });
}
