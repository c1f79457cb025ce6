use super::*;
use crate::refusal::{accepts, refuses};
use report::Kind;
use std::future::{pending, poll_fn, ready};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::task::Waker;

#[test]
fn a_future_that_yields_once_is_woken_and_then_ready() {
    accepts(|| {
        let mut script = PollScript::of(async {
            tokio::task::yield_now().await;
            7
        });
        script.is_pending();
        script.is_woken();
        assert_eq!(script.is_ready(), 7);
    });
}

#[test]
fn pending_without_a_wake_is_refused() {
    refuses(Kind::Hangs, "after poll 1", || {
        let mut script = PollScript::of(pending::<()>());
        script.is_pending();
        script.is_woken();
    });
}

#[test]
fn ready_at_once_is_refused() {
    refuses(Kind::WrongResult, "poll 1 returned `Ready`", || {
        PollScript::of(ready(())).is_pending();
    });
}

#[test]
fn a_wake_for_nothing_is_refused() {
    accepts(|| {
        let mut script = PollScript::of(pending::<()>());
        script.is_pending();
        script.is_not_woken();
    });
    refuses(Kind::BusyWaits, "after poll 1 the waker was called", || {
        let mut script = PollScript::of(tokio::task::yield_now());
        script.is_pending();
        script.is_not_woken();
    });
}

#[test]
fn a_future_that_does_not_notice_its_end_is_refused() {
    refuses(Kind::WrongResult, "poll 2 returned `Pending`", || {
        let mut script = PollScript::of(pending::<()>());
        script.is_pending();
        script.is_ready();
    });
}

#[test]
fn polls_are_counted_wherever_the_future_is() {
    let mut script = PollScript::of(pending::<()>());
    assert_eq!(script.polls(), 0);
    assert!(script.poll().is_pending());
    let mut script = script.moved_to_another_task();
    assert!(script.poll().is_pending());
    assert_eq!(script.polls(), 2);
}

/// Which wakers a future keeps.
#[derive(Clone, Copy)]
enum Keeps {
    First,
    Latest,
    All,
}

/// Wakes the tasks that are remembered when it is told to.
fn bell(keeps: Keeps) -> (impl FnOnce(), impl Future<Output = ()>) {
    let wakers: Arc<Mutex<Vec<Waker>>> = Arc::default();
    let rung = wakers.clone();
    let ring = move || {
        let wakers = std::mem::take(&mut *rung.lock().expect("nobody panics with it"));
        wakers.into_iter().for_each(Waker::wake);
    };
    let hear = poll_fn(move |context| {
        let mut known = wakers.lock().expect("nobody panics with it");
        match keeps {
            Keeps::First if !known.is_empty() => {}
            Keeps::Latest => *known = vec![context.waker().clone()],
            Keeps::First | Keeps::All => known.push(context.waker().clone()),
        }
        Poll::Pending
    });
    (ring, hear)
}

#[test]
fn only_the_task_that_polled_last_may_be_woken() {
    let moves = |keeps| {
        let (ring, hear) = bell(keeps);
        let mut script = PollScript::of(hear);
        script.is_pending();
        let mut script = script.moved_to_another_task();
        script.is_pending();
        ring();
        script.only_the_last_task_is_woken();
    };
    accepts(|| moves(Keeps::Latest));
    refuses(Kind::Hangs, "after poll 2", || moves(Keeps::First));
    refuses(Kind::WrongResult, "had polled the future earlier", || {
        moves(Keeps::All);
    });
}

#[test]
fn a_wake_from_before_the_move_counts_no_more() {
    accepts(|| {
        let mut script = PollScript::of(async {
            tokio::task::yield_now().await;
            tokio::task::yield_now().await;
        });
        script.is_pending();
        let mut script = script.moved_to_another_task();
        script.is_pending();
        script.only_the_last_task_is_woken();
    });
}

/// In which order a poll looks and takes its waker.
#[derive(Clone, Copy)]
enum Order {
    LookThenStore,
    CloneThenLookThenStore,
    StoreThenLook,
}

/// A flag and a waker, each with a lock of its own.
fn two_locks(order: Order) -> (impl Future<Output = ()>, impl FnOnce() + Send + 'static) {
    let shared: Arc<(AtomicBool, Mutex<Option<Waker>>)> = Arc::default();
    let other = shared.clone();
    let set = move || {
        other.0.store(true, Ordering::SeqCst);
        let waker = other.1.lock().expect("nobody panics with it").take();
        waker.into_iter().for_each(Waker::wake);
    };
    let wait = poll_fn(move |context| {
        let (flag, slot) = &*shared;
        let is_set = || flag.load(Ordering::SeqCst);
        let store = |waker| *slot.lock().expect("nobody panics") = Some(waker);
        let clone = || context.waker().clone();
        let seen = match order {
            Order::LookThenStore => is_set() || (store(clone()), false).1,
            Order::CloneThenLookThenStore => {
                let waker = clone();
                is_set() || (store(waker), false).1
            }
            Order::StoreThenLook => (store(clone()), is_set()).1,
        };
        if seen { Poll::Ready(()) } else { Poll::Pending }
    });
    (wait, set)
}

#[test]
fn what_happens_in_the_middle_of_a_poll_has_to_be_noticed() {
    let notices = |order| PollScript::notices(|| two_locks(order));
    accepts(|| notices(Order::StoreThenLook));
    refuses(Kind::Hangs, "just when the future took its waker", || {
        notices(Order::LookThenStore);
    });
}

#[test]
#[cfg(all(target_os = "linux", target_arch = "x86_64"))]
fn a_waker_that_is_taken_early_and_stored_late_is_no_way_out() {
    refuses(Kind::Hangs, "between two of its operations", || {
        PollScript::notices(|| two_locks(Order::CloneThenLookThenStore));
    });
}

#[test]
fn a_poll_that_holds_a_lock_meanwhile_misses_nothing() {
    accepts(|| {
        PollScript::notices(|| {
            let shared: Arc<Mutex<(bool, Option<Waker>)>> = Arc::default();
            let other = shared.clone();
            let set = move || {
                let mut shared = other.lock().expect("nobody panics with it");
                shared.0 = true;
                shared.1.take().into_iter().for_each(Waker::wake);
            };
            let wait = poll_fn(move |context| {
                let mut shared = shared.lock().expect("nobody panics with it");
                if shared.0 {
                    return Poll::Ready(7);
                }
                shared.1 = Some(context.waker().clone());
                Poll::Pending
            });
            (wait, set)
        });
    });
}

#[test]
fn a_future_that_is_never_woken_notices_nothing() {
    refuses(Kind::Hangs, "in the middle of poll 1", || {
        PollScript::notices(|| (pending::<()>(), || {}));
    });
}
