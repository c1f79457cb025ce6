//! `Executor::run` polls the tasks that were woken, and no other.

// no promise: "Tasks that are polled when they were woken." It says what the type is for.
// no promise: "No task yet." It says what `new` begins with.
// no promise: "Add a task." The next sentence says what comes of that.

use exercise::Executor;
use futures::FutureExt;
use lab::ms;
use proof::prelude::*;
use proof::{Attempt, at_each_step};
use std::future::poll_fn;
use std::mem;
use std::sync::mpsc;
use std::task::{Poll, Waker};
use std::thread;
use tokio::task::yield_now;

proof::main!(
    who_was_not_woken_is_not_polled,
    many_wake_ups_before_a_poll_are_one_poll,
    many_wake_ups_during_a_poll_are_one_poll,
    a_task_that_wakes_itself_has_its_next_turn_after_the_others,
    a_wake_up_from_another_thread_during_a_poll_is_not_lost,
    while_nothing_is_ready_the_thread_sleeps,
    who_unparks_the_thread_has_woken_no_task,
    a_task_that_is_done_is_not_polled_again,
    a_wake_up_of_a_task_that_is_done_ends_nothing,
    a_task_may_be_woken_in_its_last_poll,
    a_task_can_start_another_one,
    a_task_that_was_started_meanwhile_is_waited_for,
    turns_come_in_the_order_of_the_wake_ups,
    every_poll_is_made_on_this_thread,
    an_executor_can_run_again,
    however_long_nothing_comes_it_waits,
    no_other_executor_does_the_work,
    a_wake_up_is_not_lost_wherever_its_thread_is_held_up,
    a_wake_up_is_not_lost_wherever_run_is_held_up,
    a_wake_up_that_is_held_up_holds_up_nobody_else,
    two_wake_ups_at_once_are_one_poll,
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
    promise("A task is polled once at first, and after that only when it was woken");
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
    promise("once, however many wake-ups came since its last poll began");
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

fn many_wake_ups_during_a_poll_are_one_poll() {
    promise("once, however many wake-ups came since its last poll began");
    if_it_hangs(NO_TURN);
    look_at("a second wake-up comes during the same poll: what does `wake` find then?");
    let executor = Executor::new();
    let (mock, mut future) = Mock::new("the customer");
    let mut first = true;
    spawn(
        &executor,
        poll_fn(move |context| {
            if mem::take(&mut first) {
                (0..3).for_each(|_| context.waker().wake_by_ref());
            }
            future.poll_unpin(context)
        }),
    );
    spawn(&executor, async move {
        for _ in 0..4 {
            yield_now().await;
        }
        mock.polls_are(2, "it was woken three times during its first poll");
        mock.finish(());
    });
    run(&executor);
}

fn a_task_that_wakes_itself_has_its_next_turn_after_the_others() {
    promise("One that was woken while it was polled is polled again.");
    if_it_hangs(
        "a task was woken while it was polled, and the wake-up is lost, or waits for a lock",
    );
    look_at("a wake-up comes during the poll: what does `wake` find then, and what is held?");
    let (executor, turns) = (Executor::new(), Turns::new());
    for name in ["a", "b", "c"] {
        spawn(&executor, turns.task(name, 2));
    }
    promise("It has its first turn in [`Executor::run`], without being woken.");
    turns.are(&[]);
    run(&executor);
    promise("The tasks have their turns in the order in which they were started or woken.");
    turns.are(&["a0", "b0", "c0", "a1", "b1", "c1"]);
}

fn a_wake_up_from_another_thread_during_a_poll_is_not_lost() {
    promise("Wakers may be called on any thread, at any time");
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

fn a_wake_up_is_not_lost_wherever_its_thread_is_held_up() {
    promise("Wakers may be called on any thread, at any time");
    if_it_hangs("a waker was called, and its task has not had its turn");
    look_at(
        "`wake` is held up between two of its lines: what does `run` see then, and who tells it of the rest?",
    );
    at_each_step(|| {
        let (mock, future) = Mock::new("the customer");
        let run = background("run", move || {
            let executor = Executor::new();
            spawn(&executor, future);
            executor.run();
        });
        mock.is_polled(1, "the first poll needs no wake-up");
        let (watch, waker) = (run.watch(), mock.waker());
        watch.settles();
        Attempt {
            call: Box::new(move || {
                if let Some(waker) = waker {
                    waker.wake();
                }
            }),
            meanwhile: Box::new(move || watch.settles()),
            then: Box::new(move || {
                mock.is_polled(2, "it was woken once");
                mock.finish(());
                run.result_within(ms(1_000));
            }),
        }
    });
}

fn a_wake_up_is_not_lost_wherever_run_is_held_up() {
    promise("Wakers may be called on any thread, at any time");
    if_it_hangs("a waker was called after a poll, and its task has not had its turn");
    look_at("`run` has polled a task, and is about to rest: what if the task is woken just then?");
    is_woken_whenever("run", |future| {
        let executor = Executor::new();
        spawn(&executor, future);
        executor.run();
    });
}

/// A `run` in the poll of a task that waits to be told to go on; another task sleeps.
struct Halted {
    waits: Mock<()>,
    run: proof::Background<()>,
    go_on: mpsc::Sender<()>,
    /// Hears when all have had their turns who were woken before it went on.
    passed: mpsc::Receiver<()>,
}

impl Halted {
    fn new() -> Self {
        let (waits, future) = Mock::new("the customer");
        let ((go_on, goes_on), (tell, told)) = (mpsc::channel(), mpsc::channel());
        let (pass, passed) = mpsc::channel();
        let run = background("run", move || {
            let executor = Executor::new();
            spawn(&executor, future);
            let inner = executor.clone();
            spawn(&executor, async move {
                let _ = tell.send(());
                let _ = goes_on.recv();
                spawn(&inner, async move {
                    let _ = pass.send(());
                });
            });
            executor.run();
        });
        let _ = told.recv_timeout(ms(2_000));
        waits.is_polled(1, "the first poll needs no wake-up");
        Self {
            waits,
            run,
            go_on,
            passed,
        }
    }

    fn ends(self) {
        let _ = self.go_on.send(());
        self.waits.finish(());
        self.run.result_within(ms(1_000));
    }
}

fn a_wake_up_that_is_held_up_holds_up_nobody_else() {
    promise("Wakers may be called on any thread, at any time");
    if_it_hangs(NO_TURN);
    look_at("one thread is in `wake`, and `run` goes on: what do both need at the same time?");
    at_each_step(|| {
        let halted = Halted::new();
        let (waker, watch) = (halted.waits.waker(), halted.run.watch());
        let go_on = halted.go_on.clone();
        Attempt {
            call: Box::new(move || drop(waker.map(Waker::wake))),
            meanwhile: Box::new(move || {
                let _ = go_on.send(());
                watch.settles();
            }),
            then: Box::new(move || halted.ends()),
        }
    });
}

fn two_wake_ups_at_once_are_one_poll() {
    promise("once, however many wake-ups came since its last poll began");
    if_it_hangs(NO_TURN);
    look_at("two threads are in `wake` of one task: what do both see?");
    at_each_step(|| {
        let halted = Halted::new();
        let (waker, other) = (halted.waits.waker(), halted.waits.waker());
        Attempt {
            call: Box::new(move || drop(waker.map(Waker::wake))),
            meanwhile: Box::new(move || drop(other.map(Waker::wake))),
            then: Box::new(move || {
                let _ = halted.go_on.send(());
                let _ = halted.passed.recv_timeout(ms(2_000));
                halted.waits.polls_are(2, "it was woken twice before that");
                halted.ends();
            }),
        }
    });
}

fn while_nothing_is_ready_the_thread_sleeps() {
    promise("While none is ready, the thread sleeps, and no other one looks in its place.");
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
    promise("Those of a task that is done do nothing.");
    // It still has the waker.
    mock.wake();
}

fn who_unparks_the_thread_has_woken_no_task() {
    promise("Others may unpark this thread, too.");
    if_it_hangs(NO_TURN);
    look_at("the thread has woken up: how does it know that there is something in the queue?");
    let (mock, future) = Mock::new("the customer");
    let (tell, told) = mpsc::channel();
    let call = background("run", move || {
        let _ = tell.send(thread::current());
        // Somebody has unparked it before, too.
        thread::current().unpark();
        let executor = Executor::new();
        spawn(&executor, future);
        executor.run();
    });
    let sleeper = told.recv();
    mock.is_polled(1, "the first poll needs no wake-up");
    for _ in 0..3 {
        if let Ok(sleeper) = &sleeper {
            sleeper.unpark();
        }
        call.watch().settles();
        call.is_under_way("a task is not done, it only waits");
        mock.polls_are(1, "the thread was unparked, and nobody has woken the task");
    }
    mock.finish(());
    call.result_within(ms(1_000));
    mock.polls_are(2, "at the start, and when it was woken");
}

fn a_task_that_is_done_is_not_polled_again() {
    promise("Those of a task that is done do nothing.");
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
        promise("`None` once it was ready.");
        mock.is_dropped();
    });
    run(&executor);
    equal("the turns of the other task", turns.list().len(), 3);
}

fn a_wake_up_of_a_task_that_is_done_ends_nothing() {
    promise("Run on this thread until every task is done.");
    look_at("what does `run` count, and how often does it count one that is done?");
    let (done, first) = Mock::new("the first customer");
    let (still, second) = Mock::new("the second customer");
    let call = background("run", move || {
        let executor = Executor::new();
        spawn(&executor, first);
        spawn(&executor, second);
        executor.run();
    });
    still.is_polled(1, "the first poll needs no wake-up");
    done.finish(());
    done.is_polled(2, "at the start, and when it was done");
    for _ in 0..3 {
        done.wake();
        call.watch().settles();
        call.is_under_way("the second customer still waits");
    }
    still.finish(());
    call.result_within(ms(1_000));
}

fn a_task_may_be_woken_in_its_last_poll() {
    promise("Those of a task that is done do nothing.");
    if_it_hangs(NO_TURN);
    look_at("a task is woken and ready in the same poll: what comes out of the queue later?");
    let (still, second) = Mock::new("the second customer");
    let call = background("run", move || {
        let executor = Executor::new();
        spawn(
            &executor,
            poll_fn(|context| {
                context.waker().wake_by_ref();
                Poll::Ready(())
            }),
        );
        spawn(&executor, second);
        executor.run();
    });
    still.is_polled(1, "the first poll needs no wake-up");
    call.watch().settles();
    call.is_under_way("the second customer still waits");
    still.finish(());
    call.result_within(ms(1_000));
    still.polls_are(2, "at the start, and when it was done");
}

fn a_task_that_was_started_meanwhile_is_waited_for() {
    promise("Run on this thread until every task is done.");
    if_it_hangs(NO_TURN);
    look_at("a task starts another one, and is done: what does `run` know of the other one?");
    let (waits, started) = Mock::new("the task that was started meanwhile");
    let call = background("run", move || {
        let executor = Executor::new();
        let inner = executor.clone();
        spawn(&executor, async move {
            yield_now().await;
            spawn(&inner, started);
        });
        executor.run();
    });
    waits.is_polled(1, "the first poll needs no wake-up");
    call.watch().settles();
    call.is_under_way("a task that was started meanwhile still waits");
    waits.finish(());
    call.result_within(ms(1_000));
    waits.polls_are(2, "at the start, and when it was done");
}

fn a_task_can_start_another_one() {
    promise("Tasks may call this while they run.");
    if_it_hangs(NO_TURN);
    let (executor, turns) = (Executor::new(), Turns::new());
    let (inner, list) = (executor.clone(), turns.clone());
    spawn(&executor, async move {
        list.take("parent 0");
        spawn(&inner, list.task("child ", 2));
        yield_now().await;
        list.take("parent 1");
    });
    run(&executor);
    promise("The tasks have their turns in the order in which they were started or woken.");
    turns.are(&["parent 0", "child 0", "parent 1", "child 1"]);
}

fn turns_come_in_the_order_of_the_wake_ups() {
    promise("The tasks have their turns in the order in which they were started or woken.");
    look_at("a task is woken during its own poll: when is it put into the queue?");
    if_it_hangs(NO_TURN);
    for itself_first in [true, false] {
        let (executor, turns) = (Executor::new(), Turns::new());
        let (mock, future) = Mock::new("the other task");
        let list = turns.clone();
        spawn(&executor, future.map(move |()| list.take("other")));
        let (list, mut polls) = (turns.clone(), 0);
        spawn(
            &executor,
            poll_fn(move |context| {
                polls += 1;
                if polls == 2 {
                    list.take("itself");
                    return Poll::Ready(());
                }
                if itself_first {
                    context.waker().wake_by_ref();
                }
                mock.finish(());
                context.waker().wake_by_ref();
                Poll::Pending
            }),
        );
        run(&executor);
        let mut want = ["itself", "other"];
        if !itself_first {
            want.reverse();
        }
        turns.are(&want);
    }
}

fn every_poll_is_made_on_this_thread() {
    promise("Run on this thread until every task is done.");
    let (executor, work) = (Executor::new(), Work::new());
    for name in ["a", "b"] {
        let work = work.clone();
        spawn(&executor, async move {
            work.mark(name);
            yield_now().await;
            work.mark(name);
        });
    }
    run(&executor);
    work.all_on_this_thread();
    work.calls_are(&["a", "b", "a", "b"]);
}

fn an_executor_can_run_again() {
    promise("Run on this thread until every task is done.");
    if_it_hangs("every task is done, or there was none, and `run` waits all the same");
    look_at("when does `run` look whether anything is left, and what has it counted by then?");
    let (executor, turns) = (Executor::new(), Turns::new());
    run(&executor);
    spawn(&executor, turns.task("a", 2));
    run(&executor);
    run(&executor);
    promise("Clones are the same executor");
    spawn(&executor.clone(), turns.task("b", 1));
    run(&executor);
    turns.are(&["a0", "a1", "b0"]);
}

fn however_long_nothing_comes_it_waits() {
    promise("Run on this thread until every task is done.");
    promise_against(Kind::BusyWaits, "While none is ready, the thread sleeps");
    let (mock, future) = Mock::new("the customer");
    let call = background("run", move || {
        let executor = Executor::new();
        spawn(&executor, future);
        executor.run();
    });
    mock.is_polled(1, "the first poll needs no wake-up");
    call.watch().falls_asleep("run");
    call.stays_asleep("a task is not done, it only waits");
    mock.polls_are(1, "nobody has woken it yet");
    mock.finish(());
    call.result_within(ms(1_000));
}

fn no_other_executor_does_the_work() {
    promise("it does not hand the work to another executor");
    polls_by_itself(|future| {
        let executor = Executor::new();
        spawn(&executor, future);
        run(&executor);
    });
}
