//! `Executor::run` lets its tasks take turns until all of them are done.

// no promise: "Tasks that take turns." It says what the type is for.
// no promise: "No task yet." It says what `new` begins with.

use exercise::Executor;
use futures::FutureExt;
use lab::ms;
use proof::prelude::*;
use std::future::poll_fn;
use std::task::Poll;
use tokio::task::yield_now;

proof::main!(
    the_tasks_take_turns_in_their_order,
    no_task_runs_before_the_executor_does,
    nobody_has_to_wake_a_task,
    a_task_can_start_another_one_which_takes_turns_with_it,
    the_last_words_of_a_task_may_start_another_one,
    what_is_started_after_a_run_runs_in_the_next,
    many_rounds_come_to_their_end,
    no_other_executor_does_the_work,
);

/// A task of one type, whatever it does: that says nothing of the test.
fn spawn(executor: &Executor, task: impl Future<Output = ()> + 'static) {
    executor.spawn(task.boxed_local());
}

fn run(executor: &Executor) {
    within(ms(1_500), "run", || executor.run());
}

fn the_tasks_take_turns_in_their_order() {
    promise("The tasks take turns, in the order in which they were started");
    let (executor, turns) = (Executor::new(), Turns::new());
    spawn(&executor, turns.task("a", 3));
    spawn(&executor, turns.task("b", 1));
    spawn(&executor, turns.task("c", 2));
    spawn(&executor, turns.task("d", 3));
    run(&executor);
    turns.are(&["a0", "b0", "c0", "d0", "a1", "c1", "d1", "a2", "d2"]);
}

fn no_task_runs_before_the_executor_does() {
    promise("Add a task, which has its first turn in [`Executor::run`], not here.");
    let (executor, turns) = (Executor::new(), Turns::new());
    spawn(&executor, turns.task("a", 1));
    turns.are(&[]);
    run(&executor);
    turns.are(&["a0"]);
    promise("A task that is done is not polled again.");
    run(&executor);
    turns.are(&["a0"]);
}

fn nobody_has_to_wake_a_task() {
    promise("each one that is not done is polled once, whether or not somebody called its waker");
    look_at("a task is pending, and its waker was not called: what becomes of it?");
    let (executor, turns) = (Executor::new(), Turns::new());
    for name in ["a", "b"] {
        let (list, mut polls) = (turns.clone(), 0);
        // It calls no waker.
        let waits = poll_fn(move |_| {
            list.take(&format!("{name}{polls}"));
            polls += 1;
            match polls {
                3 => Poll::Ready(()),
                _ => Poll::Pending,
            }
        });
        spawn(&executor, waits);
    }
    run(&executor);
    turns.are(&["a0", "b0", "a1", "b1", "a2", "b2"]);
}

fn a_task_can_start_another_one_which_takes_turns_with_it() {
    promise("Clones are the same executor: a task that owns one can start other tasks.");
    look_at(
        "a task calls `spawn` while it is polled: what is borrowed just then, and what becomes of the new task?",
    );
    let (executor, turns) = (Executor::new(), Turns::new());
    let (inner, list) = (executor.clone(), turns.clone());
    spawn(&executor, async move {
        list.take("parent 0");
        spawn(&inner, list.task("child ", 4));
        for turn in 1..7 {
            yield_now().await;
            list.take(&format!("parent {turn}"));
        }
    });
    run(&executor);
    promise("Tasks may call this while they run.");
    promise("Run until every task is done, also those that were started meanwhile.");
    let got = turns.list();
    equal("the number of turns", got.len(), 11);
    promise("A task that is started during a round takes part in the next one at the latest");
    let at = |turn: &str| got.iter().position(|taken| taken == turn);
    takes_turns(&got, at("child 0") < at("parent 2"));
    promise("in any place, and keeps that place");
    takes_turns(
        &got,
        at("child 0") < at("parent 3") && at("parent 1") < at("child 2"),
    );
    // By then it has its place.
    let later = got.iter().skip_while(|taken| *taken != "child 1").take(5);
    let names: Vec<&str> = later.filter_map(|turn| turn.split(' ').next()).collect();
    let in_turn = ["child", "parent", "child", "parent", "child"];
    takes_turns(&got, names == in_turn);
}

fn takes_turns(turns: &[String], does: bool) {
    holds(
        does,
        Kind::NotConcurrent,
        &format!("the turns were {}", turns.join(", ")),
        "the new task does not take turns with the one that started it",
    );
}

fn the_last_words_of_a_task_may_start_another_one() {
    promise("Run until every task is done, also those that were started meanwhile.");
    look_at("the last task starts another one, and is done: when does `run` look for new ones?");
    let (executor, turns) = (Executor::new(), Turns::new());
    let (inner, list) = (executor.clone(), turns.clone());
    spawn(&executor, async move {
        yield_now().await;
        list.take("first");
        let next = inner.clone();
        spawn(&inner, async move {
            list.take("second");
            spawn(&next, list.task("third ", 2));
        });
    });
    run(&executor);
    turns.are(&["first", "second", "third 0", "third 1"]);
}

fn what_is_started_after_a_run_runs_in_the_next() {
    promise("Run until every task is done");
    let (executor, turns) = (Executor::new(), Turns::new());
    run(&executor);
    spawn(&executor, turns.task("a", 2));
    run(&executor);
    spawn(&executor, turns.task("b", 1));
    run(&executor);
    turns.are(&["a0", "a1", "b0"]);
}

fn many_rounds_come_to_their_end() {
    promise("Run until every task is done");
    let (executor, turns) = (Executor::new(), Turns::new());
    let list = turns.clone();
    spawn(&executor, async move {
        for _ in 0..5_000 {
            yield_now().await;
        }
        list.take("the last turn");
    });
    run(&executor);
    turns.are(&["the last turn"]);
}

fn no_other_executor_does_the_work() {
    promise("it does not hand the work to another executor");
    polls_by_itself(|future| {
        let executor = Executor::new();
        spawn(&executor, future);
        run(&executor);
    });
}
