//! `on_rayon` waits for a thread of rayon as a task should: the runtime goes on, and nobody spins or panics.

use lab::ms;
use proof::prelude::*;
use std::any::Any;
use std::cell::Cell;
use std::collections::HashSet;
use std::future::poll_fn;
use std::rc::Rc;
use std::sync::mpsc;
use std::thread::{self, ThreadId};
use std::time::Instant;
use tokio::sync::oneshot;
use tokio::task::{LocalSet, spawn_local, yield_now};
use tokio::time::timeout;

proof::main!(
    the_runtime_goes_on_while_the_work_is_done,
    the_work_is_done_by_threads_of_one_rayon_pool,
    a_result_that_nobody_awaits_is_dropped_quietly,
    the_task_sleeps_until_the_result_is_there,
);

/// What work makes: of one type whatever it is, so that it says nothing of the test.
type Made = Box<dyn Any + Send>;

/// Have `work` done, which has to be called.
async fn on_rayon<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    let work = called("`work`", move || Box::new(work()) as Made);
    let made = exercise::on_rayon(work).await.downcast();
    *made.expect("it is the result of this work")
}

fn the_runtime_goes_on_while_the_work_is_done() {
    real_time(async || {
        let (runtime, result) = (Liveness::of_this_runtime(), number(1..99));
        let wanted = expected("the result", result);
        let picture = on_rayon(move || {
            runtime.goes_on_during("picture");
            result
        });
        wanted.is(picture.await);
    });
}

fn the_work_is_done_by_threads_of_one_rayon_pool() {
    real_time(async || {
        let first = on_rayon(threads_of_this_pool).await;
        let second = on_rayon(threads_of_this_pool).await;
        holds(
            first.is_some() && second.is_some(),
            Kind::WrongResult,
            "the work ran on a thread that is none of rayon's",
            "such threads compute beside those of the pool and take their cores from them",
        );
        holds(
            first == second,
            Kind::WrongResult,
            "the second call ran in another pool than the first",
            "a pool is a thread for each core, and each call pays for starting and ending them",
        );
    });
}

fn threads_of_this_pool() -> Option<HashSet<ThreadId>> {
    rayon::current_thread_index()?;
    let threads = rayon::broadcast(|_| thread::current().id());
    Some(threads.into_iter().collect())
}

/// A result that says when it is dropped.
struct Picture(Option<oneshot::Sender<()>>);

impl Drop for Picture {
    fn drop(&mut self) {
        let _ = self.0.take().map(|dropped| dropped.send(()));
    }
}

fn a_result_that_nobody_awaits_is_dropped_quietly() {
    look_at("what becomes of the result if nobody is there any more to take it?");
    real_time(async || {
        let (begin, begun) = oneshot::channel();
        let (release, released) = mpsc::channel::<()>();
        let (dropped, gone) = oneshot::channel();
        let work = move || {
            let _ = begin.send(());
            let _ = released.recv_timeout(ms(1_000));
            Picture(Some(dropped))
        };
        // The visitor leaves as soon as the work has begun.
        tokio::select! {
            picture = on_rayon(work) => drop(picture),
            _ = begun => {}
        }
        drop(release);
        holds(
            timeout(ms(1_500), gone).await.is_ok(),
            Kind::Leaks,
            "the result of work that nobody awaits any more is still in memory",
            "nobody will ever take it, and nobody drops it",
        );
        equal("the result of the next call", on_rayon(|| 7).await, 7);
    });
}

fn the_task_sleeps_until_the_result_is_there() {
    look_at("who tells the task that the result is there?");
    real_time(async || LocalSet::new().run_until(sleeps()).await);
}

async fn sleeps() {
    // The runtime is busy from here on, and its clock stands still: no timer fires.
    tokio::time::pause();
    let (begin, mut begun) = oneshot::channel();
    let (release, released) = mpsc::channel::<()>();
    let mut picture = Box::pin(on_rayon(move || {
        let _ = begin.send(());
        released.recv_timeout(ms(1_500)).is_err()
    }));
    let polls = Rc::new(Cell::new(0));
    let counter = Rc::clone(&polls);
    let call = spawn_local(poll_fn(move |context| {
        counter.set(counter.get() + 1);
        picture.as_mut().poll(context)
    }));
    while begun.try_recv() == Err(oneshot::error::TryRecvError::Empty) {
        turn().await;
    }
    let before = polls.get();
    for _ in 0..50 {
        yield_now().await;
    }
    let again = polls.get() - before;
    holds(
        again < 10,
        Kind::BusyWaits,
        &format!(
            "while the work was under way, the task had 50 turns and was polled {again} times"
        ),
        "it asks again and again instead of sleeping until there is something",
    );
    drop(release);
    let released = Instant::now();
    while !call.is_finished() && released.elapsed() < ms(1_500) {
        turn().await;
    }
    holds(
        call.is_finished(),
        Kind::BusyWaits,
        "the work is done, and the task waits for a timer before it looks again",
        "it asks at times instead of sleeping until there is something",
    );
}

/// Everything else has its turn, also other threads.
async fn turn() {
    thread::sleep(ms(1));
    yield_now().await;
}
