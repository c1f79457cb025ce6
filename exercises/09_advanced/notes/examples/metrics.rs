//! What a runtime says of itself without `tokio_unstable`.
//!
//! `profiling.md`, "Numbers of the runtime". tokio 1.54.1: runtime/metrics/runtime.rs.

use std::future::pending;
use std::sync::mpsc;
use tokio::runtime::Builder;
use tokio::task::{spawn_blocking, yield_now};
use tokio::time::{Duration, sleep};

fn main() {
    let runtime = Builder::new_current_thread()
        .enable_all()
        .start_paused(true)
        .build();
    let runtime = runtime.expect("a runtime");
    let metrics = runtime.metrics();
    assert_eq!(metrics.num_workers(), 1);

    // Nobody drives the runtime: what is spawned waits in the global queue.
    let tasks = [(); 3].map(|()| runtime.spawn(pending::<()>()));
    println!(
        "spawned from outside: {} in the global queue",
        metrics.global_queue_depth()
    );
    assert_eq!(
        (metrics.num_alive_tasks(), metrics.global_queue_depth()),
        (3, 3)
    );

    runtime.block_on(async {
        yield_now().await;
        println!(
            "after a turn: {} alive, {} in the queue",
            metrics.num_alive_tasks(),
            metrics.global_queue_depth()
        );
        assert_eq!(
            (metrics.num_alive_tasks(), metrics.global_queue_depth()),
            (3, 0)
        );

        // An abort is carried out by the runtime: until then the task is alive.
        tasks.iter().for_each(|task| task.abort());
        assert_eq!(metrics.num_alive_tasks(), 3);
        yield_now().await;
        println!(
            "after three aborts and a turn: {} alive",
            metrics.num_alive_tasks()
        );
        assert_eq!(metrics.num_alive_tasks(), 0);

        let parks = metrics.worker_park_count(0);
        sleep(Duration::from_millis(10)).await;
        let slept = metrics.worker_park_count(0) > parks;
        println!("a sleep of 10 ms parks the worker: {slept}");
        assert!(slept);
        // Each park is followed by an unpark, so an odd number says: asleep right now.
        assert_eq!(metrics.worker_park_unpark_count(0) % 2, 0);

        // Blocking work is in no number that is stable.
        let (go_on, wait) = mpsc::channel::<()>();
        let blocking = spawn_blocking(move || wait.recv());
        println!("with a blocking task: {} alive", metrics.num_alive_tasks());
        assert_eq!(metrics.num_alive_tasks(), 0);
        drop(go_on);
        let _ = blocking.await;
    });
    // Grows by the time between two parks; no statement of how much is good everywhere.
    println!(
        "busy for {:?} so far",
        metrics.worker_total_busy_duration(0)
    );
}
