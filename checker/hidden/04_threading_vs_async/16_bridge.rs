//! A `Bridge` has one runtime, runs futures outside of async code, and ends anywhere.

// no promise: "Somebody wants to wait for a future inside of a runtime" It says when there is such an error.
// no promise: "Runs the futures of tokio for code that is not async. Threads can share it." What it does, the methods say.
// no promise: "Tasks that `future` has spawned may rest while nobody calls `run`." It leaves something open.
// no promise: "may run `future` or get the error" It leaves something open.

use exercise::{Bridge, InsideRuntime};
use futures::future::BoxFuture;
use lab::ms;
use proof::prelude::*;
use std::any::Any;
use std::future::pending;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, mpsc};
use std::thread;
use std::time::Instant;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::UnixStream;
use tokio::sync::oneshot;

proof::main!(
    one_runtime_serves_all_calls_of_all_threads,
    it_has_sockets_too,
    where_no_runtime_can_be_made_new_says_so,
    a_call_sleeps_until_the_end_of_its_future,
    a_call_is_over_when_its_future_is,
    a_call_during_another_one_gets_its_turn,
    inside_of_a_runtime_it_is_an_error,
    so_it_is_while_another_call_is_under_way,
    a_panic_of_the_future_comes_out,
    it_can_be_dropped_in_async_code,
    its_runtime_ends_with_it,
    so_it_does_when_it_is_dropped_in_async_code,
);

fn bridge() -> Bridge {
    Bridge::new().expect("the system gives us a runtime")
}

fn run<F>(bridge: &Bridge, future: F) -> Result<F::Output, &'static str>
where
    F: Future + Send + 'static,
    F::Output: Send + 'static,
{
    // Of one type, whatever is run.
    let future = async move { Box::new(future.await) as Box<dyn Any + Send> };
    let future: BoxFuture<'static, Box<dyn Any + Send>> = Box::pin(future);
    let output = bridge.run(future).map_err(|InsideRuntime| INSIDE)?;
    let output = output.downcast().map(|output| *output);
    output.map_err(|_| "an output of something else")
}

const INSIDE: &str = "inside of a runtime";

fn one_runtime_serves_all_calls_of_all_threads() {
    promise("It has one runtime");
    if_it_hangs("the future sleeps for a moment, and nothing runs the timer that would wake it");
    let (bridge, crew, work) = (bridge(), Crew::new(), Work::new());
    let call = |number: u32| {
        let (crew, sleep) = (crew.clone(), work.takes(&format!("call {number}"), ms(1)));
        let future = async move {
            crew.comes_by();
            sleep.await;
            number
        };
        within(ms(1_500), "run", || run(&bridge, future))
    };
    promise(
        "Run `future` in the runtime, sleep until its end, however long that takes, and return its output.",
    );
    equal("the first output", call(1), Ok(1));
    equal("the second output", call(2), Ok(2));
    let third = thread::scope(|scope| scope.spawn(|| call(3)).join());
    equal("the output for another thread", third.ok(), Some(Ok(3)));
    promise("It has one runtime");
    crew.runtimes_are(1);
}

fn it_has_sockets_too() {
    promise("the timers and sockets that they wait for");
    look_at("what is the runtime built with?");
    let bridge = bridge();
    let letter = async {
        let (mut one, mut other) = UnixStream::pair()?;
        one.write_all(b"tea").await?;
        drop(one);
        let mut letter = String::new();
        other.read_to_string(&mut letter).await?;
        io::Result::Ok(letter)
    };
    let got = within(ms(2_500), "run", || run(&bridge, letter));
    let got = got.map(|letter| letter.unwrap_or_else(|error| error.to_string()));
    equal("what came through a socket", got, Ok("tea".to_owned()));
}

fn where_no_runtime_can_be_made_new_says_so() {
    promise("Make the runtime, here and never again.");
    look_at("where is the runtime made, and what becomes of the error?");
    // Where so much can be opened that this says nothing, nobody is refused.
    let made = without_files(|| Bridge::new().is_ok()).unwrap_or_default();
    holds(
        !made,
        Kind::WrongResult,
        "the system had nothing left to make a runtime of, and `new` returned `Ok`",
        "the runtime was not made in `new`, and whoever calls `run` learns that it cannot be made",
    );
}

fn a_call_sleeps_until_the_end_of_its_future() {
    promise("sleep until its end, however long that takes");
    look_at("how long does `run` wait for the output, and what does it do then?");
    let bridge = bridge();
    let (begin, begun) = mpsc::channel();
    let (end, ended) = oneshot::channel();
    let call = background("run", move || {
        let future = async move {
            let _ = begin.send(());
            ended.await.unwrap_or_default()
        };
        run(&bridge, future)
    });
    let _ = begun.recv_timeout(ms(3_000));
    call.watch().settles();
    call.stays_asleep("its future is not done");
    let _ = end.send(7);
    equal("the output", call.result(), Ok(7));
}

/// Of many calls one is quick, however busy the machine is.
fn a_call_is_over_when_its_future_is() {
    promise("sleep until its end, however long that takes, and return its output.");
    look_at("what does a call wait for beside its future?");
    let bridge = bridge();
    let is_quick = |_| {
        let begun = Instant::now();
        let output = within(ms(2_500), "run", || run(&bridge, async { 7 }));
        equal("the output", output, Ok(7));
        begun.elapsed() < ms(250)
    };
    holds(
        (0..12).any(is_quick),
        Kind::Late,
        "each of 12 calls took a quarter of a second at least, for a future that was ready at once",
        "something sleeps that only has to run the future",
    );
}

fn a_call_during_another_one_gets_its_turn() {
    promise("Several threads may call this at the same time");
    look_at("two threads call `run`, one while the other waits: what do they share?");
    if_it_hangs("one of two calls at the same time never gets its turn");
    let (bridge, crew) = (Arc::new(bridge()), Crew::new());
    let (begin, begun) = mpsc::channel();
    let (end, ended) = oneshot::channel();
    let call = |future: BoxFuture<'static, u32>| {
        let bridge = Arc::clone(&bridge);
        background("run", move || run(&bridge, future))
    };
    let (one, two) = (crew.clone(), crew.clone());
    let first = call(Box::pin(async move {
        one.comes_by();
        let _ = begin.send(());
        ended.await.unwrap_or_default()
    }));
    // It fails where the first future is never polled.
    let _ = begun.recv_timeout(ms(3_000));
    let second = call(Box::pin(async move {
        two.comes_by();
        2
    }));
    // Until it is done or sleeps, however long a busy machine lets it wait for that.
    for _ in 0..5 {
        second.watch().settles();
    }
    let _ = end.send(1);
    equal("the output of the first call", first.result(), Ok(1));
    equal("the output of the second call", second.result(), Ok(2));
    crew.runtimes_are(1);
}

fn inside_of_a_runtime_it_is_an_error() {
    promise("on a thread that runs the async code of any runtime of tokio");
    // Who tries it, and catches what tokio says to that, has its answer as well.
    expect_any_panic();
    look_at("how does `run` know, before it waits, whether it may?");
    if_it_hangs("async code of the bridge itself calls `run`, and waits for its own end");
    let bridge = Arc::new(bridge());
    let polled = Arc::new(AtomicBool::new(false));
    real_time(async || {
        let polled = polled.clone();
        let future = async move { polled.store(true, Ordering::SeqCst) };
        let result = run(&bridge, future);
        equal("the result in async code", result, Err(INSIDE));
    });
    let was_polled = polled.load(Ordering::SeqCst);
    equal("whether the future was polled", was_polled, false);
    let own = bridge.clone();
    let nested = within(ms(1_500), "run", || {
        run(&bridge, async move { run(&own, async {}) })
    });
    equal("the result in its own runtime", nested, Ok(Err(INSIDE)));
}

/// Somebody else's future is under way, and does not end.
fn so_it_is_while_another_call_is_under_way() {
    promise("Then `future` is not polled, and nobody waits.");
    look_at("what does `run` do before it knows that it may not wait?");
    if_it_hangs("`run` in async code waits for another call, which does not end");
    expect_any_panic();
    let bridge = Arc::new(bridge());
    let (begin, begun) = mpsc::channel();
    let (end, ended) = oneshot::channel::<()>();
    let own = bridge.clone();
    let other = background("run", move || {
        let future: BoxFuture<'static, ()> = Box::pin(async move {
            let _ = begin.send(());
            let _ = ended.await;
        });
        run(&own, future)
    });
    let _ = begun.recv_timeout(ms(3_000));
    let polled = Arc::new(AtomicBool::new(false));
    let (own, seen) = (bridge.clone(), polled.clone());
    on_workers(1, async || {
        let inside = tokio::spawn(async move {
            let future = async move { seen.store(true, Ordering::SeqCst) };
            run(&own, future)
        });
        let inside = inside.await.ok();
        equal("the result in async code", inside, Some(Err(INSIDE)));
    });
    let _ = end.send(());
    equal("the result of the other call", other.result(), Ok(()));
    // A task that was left on the runtime has had its turn by then.
    equal("the next output", run(&bridge, async { 7 }), Ok(7));
    let was_polled = polled.load(Ordering::SeqCst);
    equal("whether the future was polled", was_polled, false);
}

fn a_panic_of_the_future_comes_out() {
    promise("If `future` panics, so does `run`");
    look_at("what does `run` do when there is no output?");
    if_it_hangs("it waits for an output, which a future that has panicked does not send any more");
    expect_any_panic();
    let bridge = bridge();
    let future = async { panic!("the shop is closed") };
    let call = || {
        within(ms(2_500), "run", || {
            run::<BoxFuture<'static, ()>>(&bridge, Box::pin(future))
        })
    };
    let returned = catch_unwind(AssertUnwindSafe(call)).ok();
    equal(
        "what was returned, where the future panicked,",
        returned,
        None::<Result<(), &str>>,
    );
    // Open is also whether it can be dropped.
    std::mem::forget(bridge);
}

fn it_can_be_dropped_in_async_code() {
    promise("Drop it anywhere, also in async code.");
    look_at("what is dropped together with a `Bridge`?");
    let used = bridge();
    equal("the output", run(&used, async { 7 }), Ok(7));
    let new = bridge();
    real_time(async || drop((used, new)));
}

/// A bridge with a task that never ends is given to `drops`.
fn ends_with_it(drops: impl FnOnce(Bridge) + Send + 'static) {
    promise("the tasks that are left on it are dropped, and its threads end");
    look_at("what becomes of the runtime when the bridge is dropped?");
    let (bridge, crew, kept) = (bridge(), Crew::new(), Arc::new(()));
    let (here, left) = (crew.clone(), Arc::downgrade(&kept));
    let spawns = async {
        let (begin, begun) = oneshot::channel();
        tokio::spawn(async move {
            here.comes_by();
            let _ = begin.send(());
            pending::<()>().await;
            drop(kept);
        });
        begun.await.is_ok()
    };
    let call = background("run", move || {
        let output = run(&bridge, spawns);
        drops(bridge);
        output
    });
    equal("whether the task has begun", call.result(), Ok(true));
    // Whoever is to end gets the time that a busy machine takes for it.
    proof::comes_true(ms(2_000), || left.upgrade().is_none() && crew.alive() == 0);
    holds(
        left.upgrade().is_none(),
        Kind::Leaks,
        "the bridge was dropped, and a task that was left on its runtime is still there",
        "a runtime goes on that nobody can use any more",
    );
    crew.all_ended();
}

fn its_runtime_ends_with_it() {
    ends_with_it(drop);
}

fn so_it_does_when_it_is_dropped_in_async_code() {
    ends_with_it(|bridge| real_time(async || drop(bridge)));
}
