//! `Executor::run` polls the tasks that were woken, and no other.

use exercise::Executor;
use futures::FutureExt;
use lab::ms;
use proof::prelude::*;
use std::future::poll_fn;
use std::thread;
use tokio::task::yield_now;

proof::main!(
    who_was_not_woken_is_not_polled,
    many_wake_ups_before_a_poll_are_one_poll,
    a_task_that_wakes_itself_has_its_next_turn_after_the_others,
    a_wake_up_from_another_thread_during_a_poll_is_not_lost,
    while_nothing_is_ready_the_thread_sleeps,
    a_task_that_is_done_is_not_polled_again,
    a_task_can_start_another_one,
    no_other_executor_does_the_work,
);

const NO_TURN: &str = "a task was started or woken, and has not had its turn";

/// A task of one type, whatever it does: that says nothing of the test.
fn spawn(executor: &Executor, task: impl Future<Output = ()> + Send + 'static) {
    executor.spawn(task.boxed());
}

fn run(executor: &Executor) {
    within(ms(1_500), "run", || executor.run());
}

fn who_was_not_woken_is_not_polled() {
    if_it_hangs(NO_TURN);
    let (executor, turns) = (Executor::new(), Turns::new());
    let customers: Vec<_> = (0..100)
        .map(|n| Mock::new(&format!("customer {n}")))
        .collect();
    let (mocks, futures): (Vec<_>, Vec<_>) = customers.into_iter().unzip();
    futures
        .into_iter()
        .for_each(|future| spawn(&executor, future));
    let busy = turns.task("busy ", 50);
    spawn(&executor, async move {
        busy.await;
        for mock in &mocks {
            mock.polls_are(1, "at the start, and nobody has woken it since");
        }
        for mock in &mocks {
            mock.finish(());
        }
    });
    run(&executor);
    equal("the turns of the busy task", turns.list().len(), 50);
}

fn many_wake_ups_before_a_poll_are_one_poll() {
    if_it_hangs(NO_TURN);
    let executor = Executor::new();
    let (mock, future) = Mock::new("the customer");
    spawn(&executor, future);
    spawn(&executor, async move {
        for _ in 0..3 {
            mock.wake();
        }
        yield_now().await;
        yield_now().await;
        mock.polls_are(2, "it was woken three times before its second poll");
        mock.finish(());
    });
    run(&executor);
}

fn a_task_that_wakes_itself_has_its_next_turn_after_the_others() {
    if_it_hangs(
        "a task was woken while it was polled, and the wake-up is lost, or waits for a lock",
    );
    look_at("a wake-up comes during the poll: what does `wake` find then, and what is held?");
    let (executor, turns) = (Executor::new(), Turns::new());
    for name in ["a", "b", "c"] {
        spawn(&executor, turns.task(name, 2));
    }
    turns.are(&[]);
    run(&executor);
    turns.are(&["a0", "b0", "c0", "a1", "b1", "c1"]);
}

fn a_wake_up_from_another_thread_during_a_poll_is_not_lost() {
    if_it_hangs("another thread woke the task during its poll: that waits, or was forgotten");
    look_at("a wake-up comes during the poll: what does `wake` find then, and what is held?");
    let (executor, turns) = (Executor::new(), Turns::new());
    let mut task = Box::pin(turns.task("poll ", 3));
    spawn(
        &executor,
        poll_fn(move |context| {
            let waker = context.waker().clone();
            // It has called the waker when it is joined.
            let _ = thread::spawn(move || waker.wake()).join();
            task.as_mut().poll(context)
        }),
    );
    run(&executor);
    turns.are(&["poll 0", "poll 1", "poll 2"]);
}

fn while_nothing_is_ready_the_thread_sleeps() {
    if_it_hangs("every task is done, or has been woken, and `run` does not notice");
    let (mock, future) = Mock::new("the customer");
    let call = background("run", move || {
        let executor = Executor::new();
        spawn(&executor, future);
        executor.run();
    });
    mock.is_polled(1, "the first poll needs no wake-up");
    call.watch().falls_asleep("run");
    call.is_under_way("a task is not done, it only waits");
    mock.wake();
    mock.is_polled(2, "it was woken, and is still pending");
    call.watch().falls_asleep("run");
    mock.finish(());
    call.result_within(ms(1_000));
    // It still has the waker.
    mock.wake();
}

fn a_task_that_is_done_is_not_polled_again() {
    if_it_hangs(NO_TURN);
    let (executor, turns) = (Executor::new(), Turns::new());
    let (mock, future) = Mock::new("the customer");
    spawn(&executor, future);
    let other = turns.task("other ", 3);
    spawn(&executor, async move {
        mock.finish(());
        yield_now().await;
        mock.wake();
        other.await;
        mock.polls_are(2, "at the start, and when it was done");
    });
    run(&executor);
    equal("the turns of the other task", turns.list().len(), 3);
}

fn a_task_can_start_another_one() {
    if_it_hangs(NO_TURN);
    let (executor, turns) = (Executor::new(), Turns::new());
    let (inner, list) = (executor.clone(), turns.clone());
    spawn(&executor, async move {
        list.take("parent");
        spawn(&inner, list.task("child ", 2));
    });
    run(&executor);
    turns.are(&["parent", "child 0", "child 1"]);
}

fn no_other_executor_does_the_work() {
    polls_by_itself(|future| {
        let executor = Executor::new();
        spawn(&executor, future);
        run(&executor);
    });
}
