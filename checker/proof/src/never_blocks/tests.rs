use super::*;
use crate::refusal::{accepts, findings_of, refuses};
use crate::{PollScript, real_time, virtual_time};
use lab::ms;
use std::future::poll_fn;
use std::hint::spin_loop;
use std::net::{TcpListener, TcpStream};
use std::sync::{Condvar, Mutex, mpsc};
use std::task::Poll;
use std::thread;
use std::time::Instant;
use tokio::time::sleep;

const PROMISE: &str = "No thread is blocked meanwhile.";
const SLEPT: &str = "the thread that polls slept inside of polls, for";

/// Between two awaits, an answer does `meanwhile`.
async fn between(meanwhile: impl FnOnce()) {
    sleep(ms(50)).await;
    meanwhile();
    sleep(ms(30)).await;
}

fn meanwhile(what: fn()) {
    never_blocks(PROMISE);
    virtual_time(async |clock| {
        between(what).await;
        clock.elapsed_is(ms(80), "both sleeps");
    });
}

#[test]
fn waiting_beside_others_and_a_little_work_is_accepted() {
    accepts(|| meanwhile(|| {}));
    accepts(|| meanwhile(|| (0..1_000).for_each(|_| spin_loop())));
    accepts(|| {
        never_blocks_or_computes(PROMISE);
        real_time(async || {
            let task = tokio::spawn(sleep(ms(40)));
            let other = tokio::task::spawn_blocking(|| thread::sleep(ms(40)));
            assert!(task.await.is_ok() && other.await.is_ok());
        });
    });
}

#[test]
fn a_call_that_blocks_between_two_awaits_is_refused() {
    let blocks = |what| refuses(Kind::BlocksRuntime, SLEPT, || meanwhile(what));
    blocks(|| thread::sleep(ms(30)));
    blocks(|| (0..60).for_each(|_| thread::sleep(ms(1))));
    blocks(|| {
        let (_tell, told) = mpsc::channel::<()>();
        assert!(told.recv_timeout(ms(30)).is_err());
    });
    blocks(|| {
        let (lock, bell) = (Mutex::new(()), Condvar::new());
        let guard = lock.lock().expect("nobody panics with it");
        drop(bell.wait_timeout(guard, ms(30)));
    });
    blocks(|| {
        thread::scope(|scope| {
            scope.spawn(|| futures::executor::block_on(async { thread::sleep(ms(30)) }));
        });
    });
    blocks(|| {
        let shop = TcpListener::bind("127.0.0.1:0").expect("a port is free");
        let address = shop.local_addr().expect("it has one");
        let stream = TcpStream::connect(address).expect("it listens");
        assert!(stream.set_read_timeout(Some(ms(30))).is_ok());
        assert!(std::io::Read::read(&mut &stream, &mut [0]).is_err());
    });
}

#[test]
fn the_promise_that_is_broken_is_named() {
    let findings = findings_of(|| meanwhile(|| thread::sleep(ms(30))));
    assert_eq!(findings[0].promised.as_deref(), Some(PROMISE));
}

struct Blocks;

impl Drop for Blocks {
    fn drop(&mut self) {
        thread::sleep(ms(30));
    }
}

#[test]
fn a_task_and_a_destructor_are_seen_too() {
    refuses(Kind::BlocksRuntime, SLEPT, || {
        never_blocks(PROMISE);
        virtual_time(async |_| {
            let task = tokio::spawn(between(|| thread::sleep(ms(30))));
            assert!(task.await.is_ok());
        });
    });
    refuses(Kind::BlocksRuntime, SLEPT, || {
        virtual_time(async |_| {
            never_blocks(PROMISE);
            let guard = Blocks;
            sleep(ms(50)).await;
            drop(guard);
        });
    });
    refuses(Kind::BlocksRuntime, SLEPT, || {
        never_blocks(PROMISE);
        virtual_time(async |_| {
            let guard = Blocks;
            tokio::spawn(async move {
                let _guard = guard;
                std::future::pending::<()>().await;
            });
            sleep(ms(50)).await;
        });
    });
    refuses(Kind::BlocksRuntime, SLEPT, || {
        never_blocks(PROMISE);
        real_time(async || between(|| thread::sleep(ms(30))).await);
    });
}

#[test]
fn a_poll_by_hand_is_measured() {
    refuses(Kind::BlocksRuntime, SLEPT, || {
        never_blocks(PROMISE);
        let mut script = PollScript::of(poll_fn(|_| {
            thread::sleep(ms(30));
            Poll::<()>::Pending
        }));
        script.is_pending();
    });
}

#[test]
fn what_slept_before_it_was_asked_and_what_is_slept_afterwards_counts_for_nothing() {
    accepts(|| {
        virtual_time(async |_| {
            thread::sleep(ms(30));
            never_blocks(PROMISE);
            sleep(ms(50)).await;
        });
        thread::sleep(ms(30));
    });
}

#[test]
fn what_the_kit_does_in_a_poll_is_not_the_answers() {
    accepts(|| {
        meanwhile(|| held::excused(|| thread::sleep(ms(30))));
    });
}

/// By what the thread computed, so that a busy machine shows it too.
fn compute(time: Duration) {
    let used = || crate::processor::thread_time().unwrap_or_default();
    let (until, begun) = (used() + time, Instant::now());
    while used() < until && begun.elapsed() < ms(20_000) {
        (0..100_000).for_each(|_| spin_loop());
    }
}

#[test]
fn a_loop_that_computes_on_and_on_is_refused_where_it_is_asked() {
    accepts(|| meanwhile(|| compute(ms(200))));
    refuses(Kind::BlocksRuntime, "computed for", || {
        never_blocks_or_computes(PROMISE);
        virtual_time(async |_| between(|| compute(ms(200))).await);
    });
}
