//! `with_deadline` returns when the work does, or at the limit, and the work stops there.
// no promise: "The work was not done in time." It says what the type is for.
// no promise: "Run `work`, for at most `limit`." The sentences after it say how.
// no promise: "(A single poll of `work` takes no time worth counting.)" It says what the work is like.
// no promise: "(If both happen at the same moment, either is right.)" It leaves a choice.

use exercise::Late;
use futures::FutureExt;
use lab::ms;
use proof::prelude::*;
use std::future::poll_fn;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::task::Poll;
use std::time::Duration;
use tokio::time::sleep;

proof::main!(
    late_work_is_given_up_at_the_limit,
    progress_does_not_move_the_limit,
    a_limit_of_zero_is_a_limit,
    the_limit_counts_from_the_first_poll,
    late_work_is_dropped_at_the_limit,
    late_work_is_not_polled_any_more,
    work_that_is_ready_just_before_the_limit_is_ok,
    nobody_waits_for_the_limit_when_the_work_is_done,
    other_tasks_go_on_meanwhile,
);

/// Work of one type, whatever it does: that says nothing of the test. An answer that
/// spawns it is told what becomes of it.
async fn with_deadline(
    limit: Duration,
    work: impl Future<Output = ()> + Send + 'static,
) -> Written {
    let work = work.map(|()| RESULT).boxed();
    match exercise::with_deadline(limit, work).await {
        Ok(result) => written(format!("Ok({result})")),
        Err(Late) => late(),
    }
}

/// What the work returns.
const RESULT: u64 = 7;

fn done() -> Written {
    written(format!("Ok({RESULT})"))
}

fn late() -> Written {
    written("Err(Late)")
}

fn late_work_is_given_up_at_the_limit() {
    never_blocks("Other tasks can go on while this function waits.");
    promise("Otherwise `Err(Late)`, at the limit");
    virtual_time(async |clock| {
        let result = with_deadline(ms(50), Work::new().takes("work", ms(90))).await;
        clock.ends_at(ms(50), "the limit");
        equal("the result", result, late());

        clock.restart();
        let result = with_deadline(ms(50), Work::new().takes("work", ms(51))).await;
        clock.ends_at(ms(50), "the limit");
        equal("the result", result, late());
    });
}

fn progress_does_not_move_the_limit() {
    never_blocks("Other tasks can go on while this function waits.");
    promise(
        "The limit counts from the first poll of this function, whatever `work` does meanwhile",
    );
    virtual_time(async |clock| {
        for every in [3, 20] {
            clock.restart();
            let work = Work::new();
            let steps = (0..50).map(|_| work.takes("step", ms(every)));
            let steps: Vec<_> = steps.collect();
            let result = with_deadline(ms(50), async move {
                for step in steps {
                    step.await;
                }
            });
            let result = result.await;
            clock.ends_at(ms(50), "the limit for all of the work");
            equal("the result", result, late());
        }
    });
}

fn a_limit_of_zero_is_a_limit() {
    promise("it may be zero, and is at most half an hour");
    virtual_time(async |clock| {
        let result = with_deadline(ms(0), Work::new().takes("work", ms(90))).await;
        clock.ends_at(ms(0), "the limit");
        equal("the result", result, late());
    });
}

fn the_limit_counts_from_the_first_poll() {
    promise("The limit counts from the first poll of this function");
    look_at("when is the moment taken from which the limit counts?");
    virtual_time(async |clock| {
        let work = Work::new();
        let work = work.takes("work", ms(90)).map(|()| RESULT).boxed();
        let call = exercise::with_deadline(ms(50), work);
        sleep(ms(30)).await;
        equal("whether it was late", call.await.is_err(), true);
        clock.ends_at(ms(80), "the limit, from the first poll on");
    });
}

/// At the limit it may be asked once more.
fn late_work_is_not_polled_any_more() {
    promise("`work` is dropped then, and no part of it runs on");
    virtual_time(async |_| {
        let polls = Arc::new(AtomicU32::new(0));
        let count = polls.clone();
        let work = poll_fn(move |_| {
            count.fetch_add(1, Ordering::SeqCst);
            Poll::<()>::Pending
        });
        equal("the result", with_deadline(ms(50), work).await, late());
        let polls = polls.load(Ordering::SeqCst);
        let seen = format!(
            "work that waits for something was polled {polls} times, at its beginning and at the limit"
        );
        let means = "what is late goes on for a while";
        holds(polls <= 3, Kind::Leaks, &seen, means);
    });
}

fn late_work_is_dropped_at_the_limit() {
    promise("`work` is dropped then, and no part of it runs on");
    virtual_time(async |_| {
        let (work, tasks) = (Work::new(), Tasks::baseline());
        let _ = with_deadline(ms(50), work.takes("work", ms(90))).await;
        tasks.back_to_baseline().await;
        work.dropped_at("work", ms(50));
    });
}

fn work_that_is_ready_just_before_the_limit_is_ok() {
    never_blocks("Other tasks can go on while this function waits.");
    promise("`Ok` with what `work` returns, at the moment it does, if that is before the limit.");
    virtual_time(async |clock| {
        let work = Work::new();
        let result = with_deadline(ms(50), work.takes("work", ms(49))).await;
        equal("the result", result, done());
        clock.ends_at(ms(49), "the work");

        clock.restart();
        let result = with_deadline(ms(1_800_000), work.takes("work", ms(1_799_000))).await;
        equal("the result", result, done());
        clock.ends_at(ms(1_799_000), "the work");
    });
}

fn nobody_waits_for_the_limit_when_the_work_is_done() {
    never_blocks("Other tasks can go on while this function waits.");
    promise("`Ok` with what `work` returns, at the moment it does");
    virtual_time(async |clock| {
        let result = with_deadline(ms(50), async {}).await;
        equal("the result", result, done());
        clock.ends_at(ms(0), "work that is ready at once");
    });
}

fn other_tasks_go_on_meanwhile() {
    promise("Other tasks can go on while this function waits.");
    virtual_time(async |clock| {
        let (work, other) = (Work::new(), Work::new());
        let waits = with_deadline(ms(50), work.takes("work", ms(90)));
        let _ = tokio::join!(waits, other.takes("another task", ms(50)));
        clock.elapsed_is(
            ms(50),
            "the limit and the other task are over at the same time",
        );
    });
}
