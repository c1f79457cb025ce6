//! Threads for blocking work: what can be aborted, and what `block_in_place` moves.
//!
//! `task-lifecycle.md`, "Blocking tasks". tokio 1.54.1: runtime/blocking/, and
//! `block_in_place` in runtime/scheduler/multi_thread/worker.rs.

use std::panic::catch_unwind;
use std::sync::mpsc;
use std::thread;
use tokio::runtime::Builder;
use tokio::task::{block_in_place, spawn_blocking};

fn main() {
    what_has_begun_is_not_aborted();
    block_in_place_hands_the_worker_on();
    one_thread_has_nobody_to_hand_it_to();
}

fn what_has_begun_is_not_aborted() {
    let runtime = Builder::new_current_thread()
        .max_blocking_threads(1)
        .build();
    runtime.expect("a runtime").block_on(async {
        let (begun, has_begun) = tokio::sync::oneshot::channel();
        let (go_on, wait) = mpsc::channel::<()>();
        let first = spawn_blocking(move || {
            let _ = begun.send(());
            wait.recv().expect("it is told");
            "done"
        });
        let second = spawn_blocking(|| "done");
        has_begun.await.expect("the first one has the only thread");
        first.abort();
        second.abort();
        go_on.send(()).expect("the first one still waits for it");
        let (first, second) = (first.await, second.await);
        println!("aborted while it ran: {first:?}");
        println!("aborted while it waited for a thread: {second:?}");
        assert_eq!(first.ok(), Some("done"));
        assert!(second.expect_err("it never ran").is_cancelled());
    });
}

fn block_in_place_hands_the_worker_on() {
    let runtime = Builder::new_multi_thread()
        .worker_threads(1)
        .build()
        .expect("a runtime");
    let task = runtime.spawn(async {
        let (said, heard) = mpsc::channel();
        tokio::spawn(async move {
            let _ = said.send(thread::current().id());
        });
        let before = thread::current().id();
        // The only worker waits here for another task: another thread has become the worker.
        let other = block_in_place(|| heard.recv().expect("the other task runs"));
        let after = thread::current().id();
        (before, other, after)
    });
    let (before, other, after) = runtime.block_on(task).expect("no panic");
    println!("the same task goes on on its thread: {}", before == after);
    println!("the other task ran on another one: {}", before != other);
    assert!(before == after && before != other);
}

fn one_thread_has_nobody_to_hand_it_to() {
    std::panic::set_hook(Box::new(|_| {}));
    let result = catch_unwind(|| {
        let runtime = Builder::new_current_thread().build().expect("a runtime");
        runtime.block_on(async { block_in_place(|| ()) });
    });
    drop(std::panic::take_hook());
    println!(
        "block_in_place on a current-thread runtime panics: {}",
        result.is_err()
    );
    assert!(result.is_err());
}
