//! Two facts that decide how a service behaves under load: retries multiply, and a tracker
//! that was not closed is waited for without end.
//!
//! `production.md`. tokio-util 0.7.20: src/task/task_tracker.rs; tokio 1.54.1: time/timeout.rs.

use std::cell::Cell;
use std::future::{pending, ready};
use tokio::sync::{Semaphore, mpsc};
use tokio::time::{Duration, Instant, sleep, timeout};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    retries_multiply().await;
    a_limit_for_each_try_is_no_limit_for_all().await;
    a_limit_looks_at_the_work_first().await;
    a_full_queue_says_so_at_once().await;
    a_tracker_has_to_be_closed().await;
}

async fn retries_multiply() {
    let calls = Cell::new(0);
    let database = || {
        calls.set(calls.get() + 1);
        ready(Err::<(), ()>(()))
    };
    // Three layers, each of which tries three times.
    let layer_1 = async || thrice(async || database().await).await;
    let layer_2 = async || thrice(async || layer_1().await).await;
    let result = thrice(async || layer_2().await).await;
    println!(
        "one request, three layers with three tries each: {} calls",
        calls.get()
    );
    assert!(result.is_err() && calls.get() == 27);
}

async fn thrice(call: impl AsyncFn() -> Result<(), ()>) -> Result<(), ()> {
    for _ in 0..2 {
        if call().await.is_ok() {
            return Ok(());
        }
    }
    call().await
}

async fn a_limit_for_each_try_is_no_limit_for_all() {
    let limit = Duration::from_secs(1);
    let once = async || timeout(limit, pending::<()>()).await.map_err(drop);
    let start = Instant::now();
    let _ = thrice(&once).await;
    println!("three tries of at most 1 s: {:?}", start.elapsed());
    assert_eq!(start.elapsed(), Duration::from_secs(3));

    let start = Instant::now();
    let _ = timeout(limit, thrice(&once)).await;
    println!("with 1 s for all of them: {:?}", start.elapsed());
    assert_eq!(start.elapsed(), Duration::from_secs(1));
}

async fn a_limit_looks_at_the_work_first() {
    // The future is polled before the clock is looked at.
    let ready = timeout(Duration::ZERO, ready(7)).await;
    println!("timeout of zero around what is ready: {ready:?}");
    assert_eq!(ready.ok(), Some(7));
}

async fn a_full_queue_says_so_at_once() {
    let (sender, _receiver) = mpsc::channel(2);
    let accepted = (0..5).filter(|n| sender.try_send(*n).is_ok()).count();
    let permits = Semaphore::new(2);
    let held: Vec<_> = (0..5).filter_map(|_| permits.try_acquire().ok()).collect();
    println!(
        "of 5 at once, room for 2: {accepted} accepted, {} permits",
        held.len()
    );
    assert_eq!((accepted, held.len()), (2, 2));
}

async fn a_tracker_has_to_be_closed() {
    let (tracker, token) = (TaskTracker::new(), CancellationToken::new());
    tracker.spawn(token.clone().cancelled_owned());
    let day = Duration::from_secs(24 * 60 * 60);
    token.cancel();
    sleep(Duration::from_millis(1)).await;
    assert!(tracker.is_empty());
    let waits = timeout(day, tracker.wait()).await.is_err();
    println!("wait() on an empty tracker that was not closed waits for a day: {waits}");
    assert!(waits);
    tracker.close();
    tracker.wait().await;

    // A child is cancelled with its parent, and not the other way round.
    let parent = CancellationToken::new();
    let (first, second) = (parent.child_token(), parent.child_token());
    first.cancel();
    assert!(!parent.is_cancelled() && !second.is_cancelled());
    parent.cancel();
    println!(
        "a cancelled parent cancels its children: {}",
        second.is_cancelled()
    );
    assert!(second.is_cancelled());
}
