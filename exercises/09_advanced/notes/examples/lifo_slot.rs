//! What a worker runs next: the slot for who came last, its limit, and who can steal it.
//!
//! `scheduling.md`, "Many threads". tokio 1.54.1: runtime/scheduler/multi_thread/worker.rs.

use std::sync::mpsc;
use tokio::runtime::{Builder, Runtime};
use tokio::task::coop::consume_budget;

type Names = mpsc::Sender<&'static str>;

fn main() {
    who_came_last_runs_first();
    three_in_a_row_at_most();
    the_slot_shares_the_budget();
    nobody_steals_from_the_slot();
}

fn workers(n: usize) -> Runtime {
    let runtime = Builder::new_multi_thread().worker_threads(n).build();
    runtime.expect("a runtime")
}

/// A task that says its name.
fn spawn(names: &Names, name: &'static str) {
    let names = names.clone();
    tokio::spawn(async move { say(&names, name) });
}

fn say(names: &Names, name: &'static str) {
    // Who listens is there until the end.
    let _ = names.send(name);
}

fn who_came_last_runs_first() {
    let (names, said) = mpsc::channel();
    let runtime = workers(1);
    runtime.spawn(async move {
        for name in ["a", "b", "c"] {
            spawn(&names, name);
        }
        say(&names, "parent");
    });
    let order: Vec<_> = said.iter().collect();
    println!("spawned as a, b, c; run as {order:?}");
    assert_eq!(order, ["parent", "c", "a", "b"]);
}

fn three_in_a_row_at_most() {
    /// Each task spawns the next one, and would go on like that without end.
    fn chain(names: Names, rest: &'static [&'static str]) {
        tokio::spawn(async move {
            if let [name, rest @ ..] = rest {
                say(&names, name);
                chain(names, rest);
            }
        });
    }
    let (names, said) = mpsc::channel();
    let runtime = workers(1);
    runtime.spawn(async move {
        spawn(&names, "another");
        chain(names, &["1", "2", "3", "4", "5"]);
    });
    let order: Vec<_> = said.iter().collect();
    println!("each of 1, 2, 3, 4, 5 spawns the next: {order:?}");
    assert_eq!(order, ["1", "2", "3", "another", "4", "5"]);
}

fn the_slot_shares_the_budget() {
    let (names, said) = mpsc::channel();
    let runtime = workers(1);
    runtime.spawn(async move {
        for _ in 0..128 {
            consume_budget().await;
        }
        for name in ["a", "b", "c"] {
            spawn(&names, name);
        }
    });
    let order: Vec<_> = said.iter().collect();
    println!("the same after a task without budget: {order:?}");
    assert_eq!(order, ["a", "b", "c"]);
}

fn nobody_steals_from_the_slot() {
    let (names, said) = mpsc::channel();
    let (ran, stolen) = mpsc::channel();
    let runtime = workers(2);
    runtime.spawn(async move {
        spawn(&ran, "a");
        spawn(&names, "b");
        // This blocks the worker, as a long computation would. `a` is in its queue, and
        // the other worker takes it from there; `b` is in its slot.
        say(&names, stolen.recv().expect("the other worker runs it"));
        say(&names, "the worker goes on");
    });
    let order: Vec<_> = said.iter().collect();
    println!("while a worker is blocked: {order:?}");
    assert_eq!(order, ["a", "the worker goes on", "b"]);
}
