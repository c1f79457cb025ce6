//! `on_rayon` waits for a thread of rayon as a task should: the runtime goes on, and nobody spins or panics.
// no promise: "`work` may use `par_iter` and the like; it does not panic." It says what the test hands in.

use futures::FutureExt;
use futures::future::LocalBoxFuture;
use lab::ms;
use proof::prelude::*;
use proof::{with_news_at_each_step, with_news_in_the_first_poll};
use std::any::Any;
use std::cell::Cell;
use std::collections::HashSet;
use std::future::poll_fn;
use std::rc::Rc;
use std::sync::{Arc, Mutex, PoisonError, mpsc};
use std::task::{Context, Poll, Waker};
use std::thread::{self, ThreadId};
use std::time::{Duration, Instant};
use tokio::sync::mpsc::unbounded_channel;
use tokio::sync::oneshot;
use tokio::task::{JoinSet, LocalSet, spawn_local, yield_now};
use tokio::time::timeout;

proof::main!(
    the_runtime_goes_on_while_the_work_is_done,
    the_work_is_done_by_threads_of_one_rayon_pool,
    two_calls_are_worked_on_at_the_same_time,
    a_result_that_nobody_awaits_is_dropped_quietly,
    work_that_waits_for_a_thread_is_done_all_the_same,
    the_task_sleeps_until_the_result_is_there,
    a_task_that_takes_the_future_over_is_woken,
    nothing_is_lost_between_the_look_and_the_wait,
);

const AN_HOUR: Duration = ms(3_600_000);

/// What work makes: of one type whatever it is, so that it says nothing of the test.
type Made = Box<dyn Any + Send>;

/// Have `work` done, which has to be called.
async fn on_rayon<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    let work = called("`work`", move || Box::new(work()) as Made);
    let made = exercise::on_rayon(work).await.downcast();
    *made.expect("it is the result of this work")
}

fn the_runtime_goes_on_while_the_work_is_done() {
    promise("The thread of the runtime is free meanwhile.");
    never_blocks("The thread of the runtime is free meanwhile.");
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
    promise("Run `work` on a thread of a rayon pool");
    real_time(async || {
        let first = on_rayon(threads_of_this_pool).await;
        let second = on_rayon(threads_of_this_pool).await;
        holds(
            first.is_some() && second.is_some(),
            Kind::WrongThread,
            "the work ran on a thread that is none of rayon's",
            "such threads compute beside those of the pool and take their cores from them",
        );
        promise("All calls share one pool, such as the global one");
        holds(
            first == second,
            Kind::WrongThread,
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

/// If the pool has two threads, which it has where nobody says otherwise.
fn two_calls_are_worked_on_at_the_same_time() {
    promise("as far as it has threads, they work at the same time.");
    look_at("what does the second call wait for, before its work begins?");
    let pool = rayon::ThreadPoolBuilder::new().num_threads(4);
    pool.build_global().expect("nobody has called rayon before");
    real_time(async || {
        if on_rayon(rayon::current_num_threads).await < 2 {
            return;
        }
        let meet = Arc::new(Rendezvous::of(2));
        let picture = |name: &'static str| {
            let meet = Arc::clone(&meet);
            on_rayon(move || meet.arrive(name))
        };
        tokio::join!(picture("one picture"), picture("another picture"));
    });
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
        let (tell, in_vain) = oneshot::channel();
        let work = move || {
            let _ = begin.send(());
            let waited = released.recv_timeout(ms(1_000));
            let _ = tell.send(waited == Err(mpsc::RecvTimeoutError::Timeout));
            Picture(Some(dropped))
        };
        // The visitor leaves as soon as the work has begun.
        tokio::select! {
            picture = on_rayon(work) => drop(picture),
            _ = begun => {}
        }
        drop(release);
        promise("A future that is dropped half-way stops nobody");
        holds(
            in_vain.await == Ok(false),
            Kind::BlocksRuntime,
            "the future was dropped, and that call returned only when the work had ended",
            "whoever drops it sits there, and with it the thread of the runtime",
        );
        promise("Then its result is dropped too, and nothing panics.");
        holds(
            timeout(ms(1_500), gone).await.is_ok(),
            Kind::Leaks,
            "the result of work that nobody awaits any more is still in memory",
            "nobody will ever take it, and nobody drops it",
        );
        equal("the result of the next call", on_rayon(|| 7).await, 7);
    });
}

/// All threads of the pool are taken when it is called, and it is dropped before one
/// of them has time.
fn work_that_waits_for_a_thread_is_done_all_the_same() {
    promise("`work` goes on to its end, also if it still waits for a thread.");
    look_at("what is asked before the work begins?");
    real_time(async || {
        let threads = on_rayon(rayon::current_num_threads).await;
        let (release, released) = mpsc::channel::<()>();
        let released = Arc::new(Mutex::new(released));
        let (begin, mut begun) = unbounded_channel();
        let mut busy = JoinSet::new();
        for _ in 0..threads {
            let (released, begin) = (Arc::clone(&released), begin.clone());
            busy.spawn(on_rayon(move || {
                let _ = begin.send(());
                let released = released.lock().unwrap_or_else(PoisonError::into_inner);
                let _ = released.recv_timeout(ms(1_000));
            }));
        }
        for _ in 0..threads {
            begun.recv().await;
        }
        let (done, is_done) = oneshot::channel();
        // Not `called`, which would say less of what is lost.
        let work: Box<dyn FnOnce() -> Made + Send> =
            Box::new(move || Box::new(done.send(()).is_ok()));
        let mut late = Box::pin(exercise::on_rayon(work));
        // It is handed over, and whoever waits for it has left.
        for _ in 0..5 {
            let _ = poll_fn(|context| Poll::Ready(late.as_mut().poll(context).is_ready())).await;
            yield_now().await;
        }
        drop(late);
        drop(release);
        holds(
            timeout(ms(1_500), is_done).await == Ok(Ok(())),
            Kind::WrongResult,
            "the future was dropped when its work was in the queue, and the work was never done",
            "what somebody has asked for is lost without a word",
        );
        busy.join_all().await;
    });
}

fn the_task_sleeps_until_the_result_is_there() {
    promise(
        "The future is polled again when the result is there, and not before: it neither asks again and again, nor at times.",
    );
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
    // Whatever timer there is goes off, and whoever looks now and then has looked.
    let settled = polls.get();
    tokio::time::advance(AN_HOUR).await;
    for _ in 0..60 {
        turn().await;
    }
    holds(
        polls.get() == settled,
        Kind::BusyWaits,
        &format!(
            "while the work was under way, an hour passed and the task was polled, as many times as {}",
            polls.get() - settled
        ),
        "it asks at times instead of sleeping until there is something",
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

/// The future is polled once, and then by another task.
fn a_task_that_takes_the_future_over_is_woken() {
    promise("The future is polled again when the result is there");
    look_at("which of the wakers that the future was lent is the one to wake?");
    real_time(async || LocalSet::new().run_until(taken_over()).await);
}

async fn taken_over() {
    let (release, released) = mpsc::channel::<()>();
    let mut picture = Box::pin(on_rayon(move || drop(released.recv_timeout(ms(1_500)))));
    for _ in 0..2 {
        let former = picture
            .as_mut()
            .poll(&mut Context::from_waker(Waker::noop()));
        equal(
            "whether it is ready before its work is done",
            former.is_ready(),
            false,
        );
        yield_now().await;
    }
    let call = spawn_local(picture);
    turn().await;
    drop(release);
    holds(
        timeout(ms(2_500), call).await.is_ok(),
        Kind::Hangs,
        "the work is done, and the task that polled the future last was not woken",
        "the task that polled it before was told, and has nothing to do with it any more",
    );
}

/// The result comes when the future has looked and is about to wait, or at another step
/// of its first poll.
fn nothing_is_lost_between_the_look_and_the_wait() {
    promise("The future is polled again when the result is there");
    look_at("what if the result comes between two lines of `poll`?");
    real_time(async || {
        let tasks = LocalSet::new();
        for _ in 0..3 {
            let call =
                comes(|picture, news| with_news_in_the_first_poll(picture, news).boxed_local());
            tasks.run_until(call).await;
        }
        with_news_at_each_step(async |at| {
            let call = comes(|picture, news| at.comes(picture, news).boxed_local());
            LocalSet::new().run_until(call).await;
        })
        .await;
    });
}

type Drawing = LocalBoxFuture<'static, ()>;

/// A picture is drawn when the news come that `begin` is given.
async fn comes(begin: impl FnOnce(Drawing, Box<dyn FnOnce() + Send>) -> Drawing) {
    let (release, released) = mpsc::channel::<()>();
    let (end, ended) = mpsc::channel::<()>();
    let picture = on_rayon(move || {
        let _ = released.recv_timeout(ms(1_500));
        drop(end);
    });
    let news = move || {
        drop(release);
        // Where the work has begun with the first poll, it is over now, and a moment later
        // its result has been handed on.
        let _ = ended.recv_timeout(ms(50));
        thread::sleep(ms(5));
    };
    let call = spawn_local(begin(picture.boxed_local(), Box::new(news)));
    holds(
        timeout(ms(2_500), call).await.is_ok(),
        Kind::Hangs,
        "the result came while the future was polled, and nobody woke its task",
        "the future had looked already, and whoever brought the result found no waker yet",
    );
}

/// Everything else has its turn, also other threads.
async fn turn() {
    thread::sleep(ms(1));
    yield_now().await;
}
