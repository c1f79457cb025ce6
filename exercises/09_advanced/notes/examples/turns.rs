//! The order in which a current-thread runtime runs tasks.
//!
//! `scheduling.md`, "One thread". tokio 1.54.1: runtime/scheduler/current_thread/mod.rs.

use std::future::poll_fn;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::sync::{Arc, Mutex};
use std::task::Poll;
use tokio::runtime::{Builder, Handle, Runtime};
use tokio::sync::Notify;
use tokio::task::yield_now;

fn main() {
    woken_tasks_run_in_the_order_of_their_wake_ups();
    the_future_of_block_on_has_its_turn_once_in_61_tasks();
    tasks_from_outside_have_their_turn_once_in_31();
    who_yields_waits_for_the_drivers();
    who_yields_last_goes_on_first();
}

fn runtime() -> Runtime {
    Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime")
}

fn woken_tasks_run_in_the_order_of_their_wake_ups() {
    let order = Arc::new(Mutex::new(Vec::new()));
    runtime().block_on(async {
        let notifies = [(); 3].map(|()| Arc::new(Notify::new()));
        let tasks = [0, 1, 2].map(|id| {
            let (order, notify) = (order.clone(), notifies[id].clone());
            tokio::spawn(async move {
                notify.notified().await;
                order.lock().expect("no panic").push(id);
            })
        });
        yield_now().await;
        for id in [2, 0, 1] {
            notifies[id].notify_one();
        }
        for task in tasks {
            task.await.expect("no panic");
        }
    });
    let order = order.lock().expect("no panic");
    println!("woken as 2, 0, 1; run as {order:?}");
    assert_eq!(*order, [2, 0, 1]);
}

/// A task that is ready again each time, as long as the runtime lives; counts its polls.
fn spawn_busy(polls: Arc<AtomicUsize>) {
    tokio::spawn(poll_fn(move |cx| {
        polls.fetch_add(1, Relaxed);
        cx.waker().wake_by_ref();
        Poll::<()>::Pending
    }));
}

fn the_future_of_block_on_has_its_turn_once_in_61_tasks() {
    for (runtime, want) in [
        (runtime(), 61),
        (
            Builder::new_current_thread()
                .event_interval(7)
                .build()
                .expect("a runtime"),
            7,
        ),
    ] {
        let polls = Arc::new(AtomicUsize::new(0));
        let mut seen = Vec::new();
        runtime.block_on(poll_fn(|cx| {
            if seen.is_empty() {
                spawn_busy(polls.clone());
            }
            seen.push(polls.load(Relaxed));
            cx.waker().wake_by_ref();
            if seen.len() == 4 {
                Poll::Ready(())
            } else {
                Poll::Pending
            }
        }));
        println!("polls of a busy task when `block_on` has its turn: {seen:?}");
        assert_eq!(seen, [0, want, 2 * want, 3 * want]);
    }
}

fn tasks_from_outside_have_their_turn_once_in_31() {
    let polls = Arc::new(AtomicUsize::new(0));
    let seen = Arc::new(Mutex::new(Vec::new()));
    runtime().block_on(async {
        spawn_busy(polls.clone());
        let handle = Handle::current();
        let outside = std::thread::spawn({
            let (polls, seen) = (polls.clone(), seen.clone());
            move || {
                for _ in 0..3 {
                    let (polls, seen) = (polls.clone(), seen.clone());
                    handle.spawn(async move {
                        seen.lock().expect("no panic").push(polls.load(Relaxed))
                    });
                }
            }
        });
        // All three are in the global queue before any task has its turn.
        outside.join().expect("no panic");
        while seen.lock().expect("no panic").len() < 3 {
            yield_now().await;
        }
    });
    let seen = seen.lock().expect("no panic");
    let apart: Vec<_> = seen.windows(2).map(|pair| pair[1] - pair[0]).collect();
    println!("polls of a busy task between tasks from another thread: {apart:?}");
    assert_eq!(apart, [30, 30]);
}

fn who_yields_waits_for_the_drivers() {
    for (by_hand, want) in [(true, 1), (false, 61)] {
        let polls = Arc::new(AtomicUsize::new(0));
        let between = runtime().block_on(async {
            let counted = polls.clone();
            let task = tokio::spawn(async move {
                let before = counted.load(Relaxed);
                match by_hand {
                    true => wake_and_wait().await,
                    false => yield_now().await,
                }
                counted.load(Relaxed) - before
            });
            spawn_busy(polls.clone());
            task.await.expect("no panic")
        });
        let what = if by_hand { "wake_by_ref" } else { "yield_now" };
        println!("polls of a busy task while another does `{what}`: {between}");
        assert_eq!(between, want);
    }
}

fn who_yields_last_goes_on_first() {
    let order = Arc::new(Mutex::new(Vec::new()));
    runtime().block_on(async {
        let tasks = [0, 1, 2].map(|id| {
            let order = order.clone();
            tokio::spawn(async move {
                yield_now().await;
                order.lock().expect("no panic").push(id);
            })
        });
        for task in tasks {
            task.await.expect("no panic");
        }
    });
    let order = order.lock().expect("no panic");
    println!("yielded as 0, 1, 2; go on as {order:?}");
    assert_eq!(*order, [2, 1, 0]);
}

/// Ready at the second poll, and woken at once.
async fn wake_and_wait() {
    let mut first = true;
    poll_fn(|cx| {
        if !first {
            return Poll::Ready(());
        }
        first = false;
        cx.waker().wake_by_ref();
        Poll::Pending
    })
    .await;
}
