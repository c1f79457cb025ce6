//! How much a task gets done in one poll, and which operations count.
//!
//! `scheduling.md`, "The budget". tokio 1.54.1: task/coop/mod.rs.

use std::future::{Future, poll_fn, ready};
use std::pin::pin;
use std::task::Poll;
use tokio::sync::{Mutex, Notify, Semaphore, mpsc, watch};
use tokio::task::coop;
use tokio::time::{Duration, Instant, sleep_until, timeout};

fn main() {
    let past = Instant::now();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    runtime.expect("a runtime").block_on(async {
        let (sender, mut items) = mpsc::unbounded_channel();
        (0..1_000).for_each(|item| sender.send(item).expect("the receiver is there"));
        count("mpsc, recv", Some(128), async || {
            items.recv().await;
        })
        .await;

        let (sender, mut items) = mpsc::channel(1_000);
        count("mpsc, send", Some(128), async || {
            sender.send(7).await.expect("room")
        })
        .await;
        items.close();

        let semaphore = Semaphore::new(1);
        count("Semaphore, acquire", Some(128), async || {
            drop(semaphore.acquire().await)
        })
        .await;

        let mutex = Mutex::new(());
        count("Mutex, lock", Some(128), async || drop(mutex.lock().await)).await;

        let (sender, mut value) = watch::channel(0);
        let changed = async || {
            sender.send_modify(|value| *value += 1);
            value.changed().await.expect("the sender is there");
        };
        count("watch, changed", Some(128), changed).await;

        count("sleep_until, in the past", Some(128), async || {
            sleep_until(past).await;
        })
        .await;
        count("consume_budget", Some(128), coop::consume_budget).await;

        // A `Notify` with a permit, and futures that know nothing of tokio, cost nothing.
        let notify = Notify::new();
        let notified = async || {
            notify.notify_one();
            notify.notified().await;
        };
        count("Notify, notified", None, notified).await;
        count("std::future::ready", None, async || ready(()).await).await;
        count("timeout around ready", None, async || {
            timeout(Duration::from_secs(1), ready(()))
                .await
                .expect("it is ready");
        })
        .await;
        count("consume_budget, unconstrained", None, async || {
            coop::unconstrained(coop::consume_budget()).await;
        })
        .await;
    });
}

/// Do it a thousand times; say how often until the task had to yield for the first time.
async fn count(what: &str, want: Option<usize>, mut operation: impl AsyncFnMut()) {
    let (mut done, mut first_yield) = (0, None);
    // A poll of a task starts with a full budget.
    tokio::task::yield_now().await;
    {
        let mut all = pin!(async {
            for _ in 0..1_000 {
                operation().await;
                done += 1;
            }
        });
        let first = poll_fn(|cx| Poll::Ready(all.as_mut().poll(cx))).await;
        if first.is_pending() {
            // The rest has its turn later: the task was woken before it yielded.
            first_yield = Some(());
        }
    }
    let got = first_yield.map(|()| done);
    match got {
        Some(times) => println!("{what:30} {times} times, then the task yields"),
        None => println!("{what:30} 1000 times, without a break"),
    }
    assert_eq!(got, want, "{what}");
}
