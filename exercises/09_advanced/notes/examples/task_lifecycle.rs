//! What becomes of a task: aborted early and late, and what it returns, and where that is dropped.
//!
//! `task-lifecycle.md`. tokio 1.54.1: runtime/task/state.rs, runtime/task/harness.rs.

use std::future::pending;
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::sync::{Arc, mpsc};
use std::thread::{self, ThreadId};
use tokio::runtime::Builder;
use tokio::task::{JoinSet, yield_now};

#[tokio::main(flavor = "current_thread")]
async fn main() {
    an_abort_before_the_first_poll().await;
    an_abort_asks_and_does_not_wait().await;
    an_abort_of_a_task_that_has_ended().await;
    a_task_that_aborts_itself_runs_to_its_next_await().await;
    a_future_is_dropped_before_its_output_is_seen().await;
    a_join_set_aborts_and_does_not_wait().await;
    // Blocks its thread, as a runtime of its own does.
    thread::spawn(an_output_is_dropped_where_it_is_not_wanted)
        .join()
        .expect("no panic");
}

/// Says when it is dropped.
struct Flag(Arc<AtomicBool>);

impl Flag {
    fn new() -> (Self, Arc<AtomicBool>) {
        let flag = Arc::new(AtomicBool::new(false));
        (Self(flag.clone()), flag)
    }
}

impl Drop for Flag {
    fn drop(&mut self) {
        self.0.store(true, SeqCst);
    }
}

async fn an_abort_before_the_first_poll() {
    let (flag, dropped) = Flag::new();
    let (said, heard) = mpsc::channel();
    let task = tokio::spawn(async move {
        let _flag = flag;
        let _ = said.send("polled");
    });
    task.abort();
    let error = task.await.expect_err("it was aborted");
    let polls = heard.iter().count();
    println!(
        "aborted before its first poll: polled {polls} times, cancelled {}",
        error.is_cancelled()
    );
    assert!(polls == 0 && error.is_cancelled() && dropped.load(SeqCst));
}

async fn an_abort_asks_and_does_not_wait() {
    let (flag, dropped) = Flag::new();
    let task = tokio::spawn(async move {
        let _flag = flag;
        pending::<()>().await;
    });
    yield_now().await;
    task.abort();
    let at_once = (task.is_finished(), dropped.load(SeqCst));
    yield_now().await;
    let later = (task.is_finished(), dropped.load(SeqCst));
    println!("finished and dropped, after `abort`: {at_once:?}, after a turn: {later:?}");
    assert_eq!((at_once, later), ((false, false), (true, true)));
}

async fn an_abort_of_a_task_that_has_ended() {
    let task = tokio::spawn(async { 7 });
    yield_now().await;
    task.abort();
    let output = task.await;
    println!("aborted after its end: {output:?}");
    assert_eq!(output.ok(), Some(7));
}

async fn a_task_that_aborts_itself_runs_to_its_next_await() {
    let (said, heard) = mpsc::channel();
    let (give, take) = tokio::sync::oneshot::channel::<tokio::task::AbortHandle>();
    let task = tokio::spawn(async move {
        let me = take.await.expect("it is given");
        me.abort();
        let _ = said.send("after abort");
        yield_now().await;
        let _ = said.send("after the next await");
    });
    give.send(task.abort_handle()).expect("it is taken");
    let error = task.await.expect_err("it was aborted");
    let heard: Vec<_> = heard.iter().collect();
    println!("a task that aborts itself says {heard:?}");
    assert!(error.is_cancelled() && heard == ["after abort"]);

    // One that needs no further `.await` has its output, and keeps it.
    let (give, take) = tokio::sync::oneshot::channel::<tokio::task::AbortHandle>();
    let task = tokio::spawn(async move {
        take.await.expect("it is given").abort();
        7
    });
    give.send(task.abort_handle()).expect("it is taken");
    let output = task.await;
    println!("one that does so last returns {output:?}");
    assert_eq!(output.ok(), Some(7));
}

async fn a_future_is_dropped_before_its_output_is_seen() {
    let (flag, dropped) = Flag::new();
    // A `poll_fn` keeps what it has captured until it is dropped itself.
    let task = tokio::spawn(std::future::poll_fn(move |_| {
        let _ = &flag;
        std::task::Poll::Ready(())
    }));
    task.await.expect("no panic");
    println!(
        "the future is dropped when its output is seen: {}",
        dropped.load(SeqCst)
    );
    assert!(dropped.load(SeqCst));
}

async fn a_join_set_aborts_and_does_not_wait() {
    for shutdown in [false, true] {
        let (flag, dropped) = Flag::new();
        let mut tasks = JoinSet::new();
        tasks.spawn(async move {
            let _flag = flag;
            pending::<()>().await;
        });
        yield_now().await;
        if shutdown {
            tasks.shutdown().await;
        } else {
            drop(tasks);
        }
        let how = if shutdown { "shutdown().await" } else { "drop" };
        println!(
            "after `{how}` of a JoinSet the task is dropped: {}",
            dropped.load(SeqCst)
        );
        assert_eq!(dropped.load(SeqCst), shutdown);
        yield_now().await;
        assert!(dropped.load(SeqCst));
    }
}

/// Says on which thread it is dropped.
struct Where(mpsc::Sender<ThreadId>);

impl Drop for Where {
    fn drop(&mut self) {
        let _ = self.0.send(thread::current().id());
    }
}

fn an_output_is_dropped_where_it_is_not_wanted() {
    let runtime = Builder::new_multi_thread()
        .worker_threads(1)
        .build()
        .expect("a runtime");
    let worker = runtime.block_on(runtime.spawn(async { thread::current().id() }));
    let worker = worker.expect("no panic");

    // The handle is dropped first: the worker drops the output as soon as it is there.
    let (said, dropped_on) = mpsc::channel();
    let (go_on, wait) = tokio::sync::oneshot::channel();
    let task = runtime.spawn(async move {
        wait.await.expect("it is told");
        Where(said)
    });
    drop(task);
    go_on.send(()).expect("the task waits");
    let detached = dropped_on.recv().expect("it is dropped");

    // The task ends first: the output waits for the handle, and goes with it.
    let (said, dropped_on) = mpsc::channel();
    let task = runtime.spawn(async move { Where(said) });
    while !task.is_finished() {
        thread::yield_now();
    }
    drop(task);
    let kept = dropped_on.recv().expect("it is dropped");

    println!(
        "the output of a detached task is dropped on the worker: {}",
        detached == worker
    );
    println!(
        "that of a task that had ended, where its handle is: {}",
        kept == thread::current().id()
    );
    assert!(detached == worker && kept == thread::current().id());
}
