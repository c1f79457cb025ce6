//! `Pool` never has too many connections, and loses none: whoever fails, panics or is dropped.
// no promise: "What a pool keeps." It says what the trait is for.
// no promise: "Whether it is of no use any more." It says what the method is for.
// no promise: "Makes a connection, which takes time and may fail." It says what the type is for.
// no promise: "A connection that is lent." It says what the type is for.

use exercise::{Connect, Connection, Guard, Pool};
use futures::FutureExt;
use futures::future::join_all;
use lab::ms;
use proof::SwiftTask;
use proof::prelude::*;
use std::collections::HashSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::time::{sleep, timeout};

proof::main!(
    connections_are_made_when_they_are_needed,
    as_many_as_allowed_are_made_and_lent_at_once,
    an_idle_one_is_lent_before_another_is_made,
    who_waits_does_so_however_long,
    turns_come_in_the_order_of_asking,
    nobody_is_overtaken,
    a_panic_gives_the_connection_back,
    a_task_that_is_aborted_gives_it_back,
    a_user_may_be_dropped_anywhere,
    who_waits_may_be_dropped_anywhere,
    who_is_dropped_in_its_turn_passes_it_on,
    what_is_broken_is_dropped_and_replaced,
    after_an_error_the_place_is_free,
    after_a_panic_of_connect_the_place_is_free,
    what_breaks_while_it_is_idle_is_not_lent,
    a_place_is_free_when_the_connection_is_back,
    two_pools_have_places_of_their_own,
);

/// Making a connection takes so long.
const CONNECT: u64 = 20;

/// The other side, which knows all connections. They are numbered from 1 on.
#[derive(Clone, Default)]
struct Server(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    /// Calls of `connect`, in the order in which they began.
    calls: usize,
    /// Connections, and those that are being made.
    open: usize,
    peak: usize,
    connecting: usize,
    most_connecting: usize,
    broken: HashSet<usize>,
    /// What becomes of the call of that number.
    fails: HashSet<usize>,
    panics: HashSet<usize>,
    panics_at_once: bool,
    /// Whether a connection is there at once, without a runtime.
    at_once: bool,
}

impl Server {
    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn pool(&self, size: usize) -> Pool<Wire> {
        let server = self.clone();
        let connect: Connect<Wire> = Box::new(move || {
            let panics = std::mem::take(&mut server.state().panics_at_once);
            assert!(!panics, "the cable was cut");
            server.clone().connect().boxed()
        });
        Pool::new(size, connect)
    }

    async fn connect(self) -> Result<Wire, String> {
        let (wire, at_once) = {
            let mut state = self.state();
            state.calls += 1;
            state.open += 1;
            state.connecting += 1;
            state.most_connecting = state.most_connecting.max(state.connecting);
            state.peak = state.peak.max(state.open);
            let number = state.calls;
            let said = 0;
            let server = self.clone();
            let at_once = state.at_once;
            drop(state);
            (
                Wire {
                    server,
                    number,
                    said,
                },
                at_once,
            )
        };
        if !at_once {
            sleep(ms(CONNECT)).await;
        }
        self.state().connecting -= 1;
        let has = |of: fn(&State) -> &HashSet<usize>| of(&self.state()).contains(&wire.number);
        let (fails, panics) = (has(|state| &state.fails), has(|state| &state.panics));
        assert!(!panics, "the cable was cut");
        match fails {
            true => Err(format!("no line for call {}", wire.number)),
            false => Ok(wire),
        }
    }

    fn breaks(&self, number: usize) {
        self.state().broken.insert(number);
    }

    fn made(&self, want: usize, when: &str) {
        let calls = self.state().calls;
        let kind = if calls < want {
            Kind::NotStarted
        } else {
            Kind::TooConcurrent
        };
        holds(
            calls == want,
            kind,
            &format!("{when}, `connect` was called {calls} times, expected {want}"),
            "it has to be called when somebody needs a connection and none is idle, and only then",
        );
    }

    fn open(&self, want: usize, when: &str) {
        let open = self.state().open;
        let (kind, meaning) = match open < want {
            true => (Kind::WrongResult, "a connection that is of use was dropped"),
            false => (Kind::Leaks, "a connection that nobody can use is kept"),
        };
        let seen = format!("{when}, connections that are open: {open}, expected {want}");
        holds(open == want, kind, &seen, meaning);
    }

    fn peak_at_most(&self, size: usize) {
        let peak = self.state().peak;
        holds(
            peak <= size,
            Kind::TooConcurrent,
            &format!("there were {peak} connections at the same time, the pool has {size}"),
            "a place was free while its connection was not back, or nobody looks for a place",
        );
    }
}

/// A connection.
struct Wire {
    server: Server,
    number: usize,
    said: u32,
}

impl Connection for Wire {
    fn is_broken(&self) -> bool {
        self.server.state().broken.contains(&self.number)
    }
}

impl Drop for Wire {
    fn drop(&mut self) {
        self.server.state().open -= 1;
    }
}

/// Lend one that can be had.
async fn lent(pool: &Pool<Wire>) -> Guard<'_, Wire> {
    match pool.get().await {
        Ok(guard) => guard,
        Err(error) => {
            let what = "the error of `get`, with a server that is up";
            equal(what, Some(error), None::<String>);
            unreachable!("it is refused")
        }
    }
}

/// All `size` connections can be lent, all at once and in time, and no more.
async fn is_whole(pool: &Pool<Wire>, size: usize, after: &str) {
    let all = async {
        let guards = join_all((0..size).map(|_| lent(pool))).await;
        let one_more = pool.get().now_or_never();
        let seen = format!("{after}, more than {size} connections were lent");
        let means = "a place has become free twice";
        holds(one_more.is_none(), Kind::TooConcurrent, &seen, means);
        drop(guards);
    };
    holds(
        timeout(ms(CONNECT), all).await.is_ok(),
        Kind::Leaks,
        &format!("{after}, {size} connections at once cannot be lent any more"),
        "a place is lost: with each of them the pool has one less, until it stands still",
    );
}

fn connections_are_made_when_they_are_needed() {
    promise("At first there are none.");
    never_blocks("no task is started, and no thread is\nblocked, neither for this nor to wait");
    virtual_time(async |clock| {
        let (server, tasks) = (Server::default(), Tasks::baseline());
        let pool = server.pool(3);
        sleep(ms(1_000)).await;
        server.made(0, "before anybody asked");
        clock.restart();
        let mut first = lent(&pool).await;
        promise("or else one that it makes");
        clock.elapsed_is(ms(CONNECT), "a connection is made");
        server.made(1, "when one was lent");
        first.said = 7;
        drop(first);
        promise("an idle one if there is one");
        let again = lent(&pool).await;
        server.made(1, "when one was given back");
        clock.ends_at(ms(CONNECT), "an idle connection is there at once");
        equal("what was said on it", again.said, 7);
        let other = lent(&pool).await;
        equal("the number of another one", other.number, 2);
        drop((again, other));
        sleep(ms(1_000)).await;
        server.open(2, "when two are idle");
        promise("A connection is made by the call that needs it: no task is started");
        tasks.spawned_are(0);
    });
}

fn as_many_as_allowed_are_made_and_lent_at_once() {
    promise("A pool of at most `size` connections, which `connect` makes.");
    promise_size();
    never_blocks("no task is started, and no thread is\nblocked, neither for this nor to wait");
    for (size, callers, rounds) in [(1, 4, 4), (3, 10, 4), (5, 5, 1), (8, 3, 1), (20, 60, 3)] {
        virtual_time(async |clock| {
            let server = Server::default();
            let pool = server.pool(size);
            let calls = (0..callers).map(|_| async {
                let _lent = lent(&pool).await;
                sleep(ms(50)).await;
            });
            join_all(calls).await;
            server.peak_at_most(size);
            let what = format!("{callers} callers with {size} places");
            let (most, want) = (server.state().most_connecting, size.min(callers));
            holds(
                most == want,
                Kind::NotConcurrent,
                &format!(
                    "for {what}, {most} connections were made at the same time, expected {want}"
                ),
                "who connects holds up others that could do so too",
            );
            server.made(size.min(callers), &format!("for {what}"));
            clock.elapsed_is(ms(CONNECT + rounds * 50), &what);
        });
    }
}

fn an_idle_one_is_lent_before_another_is_made() {
    promise("Lends a connection: an idle one if there is one, or else one that it makes.");
    look_at("some are lent, and some are idle: when does a call make one more?");
    for size in [3, 20] {
        virtual_time(async |_| {
            let server = Server::default();
            let pool = server.pool(size);
            let (mut guards, mut most) = (Vec::new(), 0);
            for step in "++-+-+--++-+++--+".chars() {
                match step {
                    '+' if guards.len() < size => guards.push(lent(&pool).await),
                    _ => drop(guards.pop()),
                }
                most = most.max(guards.len());
                server.made(most, &format!("when {most} were lent at once"));
            }
            drop(guards);
            promise("the connection is idle again at once");
            for round in ["once", "twice"] {
                is_whole(&pool, size, "after that").await;
                server.made(size, &format!("when all {size} were lent {round}"));
            }
            server.open(size, "when all are idle");
        });
    }
}

fn promise_size() {
    promise("At no time are there more than `size`, together with those that are being made.");
}

fn turns_come_in_the_order_of_asking() {
    promise("Their turn\ncomes in the order in which they asked");
    look_at("two wait: which of them gets what comes back?");
    for size in [1, 2] {
        virtual_time(async |_| {
            let server = Server::default();
            let pool = server.pool(size);
            let turns = Mutex::new(Vec::new());
            let calls = (1..=9).map(|caller| {
                let (pool, turns) = (&pool, &turns);
                async move {
                    let lent = lent(pool).await;
                    turns
                        .lock()
                        .unwrap_or_else(PoisonError::into_inner)
                        .push(caller);
                    // They come back one after another.
                    sleep(ms(10 + caller % 2 * 5)).await;
                    drop(lent);
                }
            });
            join_all(calls).await;
            let turns = turns.into_inner().unwrap_or_else(PoisonError::into_inner);
            let what = format!("whose turn it was, with {size} places");
            equal(&what, turns, vec![1, 2, 3, 4, 5, 6, 7, 8, 9]);
        });
    }
}

fn nobody_is_overtaken() {
    promise("nobody who asks later overtakes them");
    look_at("a connection comes back: whose is it, before the one who waits has been polled?");
    virtual_time(async |_| {
        let server = Server::default();
        let pool = server.pool(1);
        let held = lent(&pool).await;
        let mut waits = pool.get().boxed();
        let early = (&mut waits).now_or_never();
        equal("whether the second one is lent too", early.is_some(), false);
        drop(held);
        let overtakes = pool.get().now_or_never();
        holds(
            overtakes.is_none(),
            Kind::WrongResult,
            "who asked when a connection came back got it, although another one waited for it",
            "with many that ask, who waits may wait for ever",
        );
        if_it_hangs("who waits does not learn that a connection came back");
        let number = waits.await.map(|lent| lent.number);
        equal("which one is lent to the one who waited", number, Ok(1));
        is_whole(&pool, 1, "after that").await;
    });
}

fn who_waits_does_so_however_long() {
    promise("While `size` of them are lent or being made, callers wait, however long.");
    never_blocks("no task is started, and no thread is\nblocked, neither for this nor to wait");
    virtual_time(async |clock| {
        let server = Server::default();
        let pool = server.pool(1);
        let held = lent(&pool).await;
        clock.restart();
        let (number, ()) = tokio::join!(async { lent(&pool).await.number }, async {
            sleep(ms(1_200_000)).await;
            drop(held);
        });
        equal("which one is lent then", number, 1);
        clock.ends_at(ms(1_200_000), "twenty minutes until it comes back");
        clock.moves_at_most(20, "one connection that comes back");
    });
}

fn a_panic_gives_the_connection_back() {
    promise("the connection is idle again at once: also if that is done by a\npanic");
    look_at("what does the guard do while its thread panics?");
    expect_panic("the customer hung up");
    virtual_time(async |_| {
        let server = Server::default();
        let pool = Arc::new(server.pool(2));
        for _ in 0..3 {
            let lends = Arc::clone(&pool);
            let task = tokio::spawn(async move {
                let _lent = lent(&lends).await;
                panic!("the customer hung up");
            });
            equal("whether it panicked", task.await.is_err(), true);
        }
        server.open(1, "after a panic");
        is_whole(&pool, 2, "after a panic of who had one").await;
        server.made(2, "for two at once, of which one was idle");
    });
}

fn a_task_that_is_aborted_gives_it_back() {
    promise("or with a future that is cancelled");
    if_it_hangs("a connection is not back when its guard is dropped");
    virtual_time(async |clock| {
        let server = Server::default();
        let pool = Arc::new(server.pool(1));
        let lends = Arc::clone(&pool);
        let task = tokio::spawn(async move {
            let _lent = lent(&lends).await;
            sleep(ms(900_000)).await;
        });
        sleep(ms(100)).await;
        task.abort();
        equal("whether it was aborted", task.await.is_err(), true);
        clock.restart();
        let got = pool.get().now_or_never();
        let seen = "when its guard was dropped, the connection was not idle";
        let means = "it comes back some time later, or not at all";
        holds(matches!(got, Some(Ok(_))), Kind::Late, seen, means);
        server.made(1, "for two, one after another");
    });
}

fn a_user_may_be_dropped_anywhere() {
    promise("when the caller is dropped, wherever it waits");
    look_at("the caller is dropped while it connects: who gives its place back?");
    sweep(async |cut| {
        let server = Server::default();
        let pool = server.pool(2);
        let user = async {
            let _lent = lent(&pool).await;
            sleep(ms(10)).await;
        };
        let _ = cut.short(user).await;
        is_whole(&pool, 2, "after that").await;
        server.peak_at_most(2);
        server.open(2, "after that");
    });
}

fn who_waits_may_be_dropped_anywhere() {
    promise("when the caller is dropped, wherever it waits");
    look_at("of two that wait, the first one is dropped: who gets the connection?");
    for breaks in [false, true] {
        sweep(async |cut| {
            let server = Server::default();
            let pool = server.pool(1);
            let held = lent(&pool).await;
            let dropped = async { cut.short(async { drop(lent(&pool).await) }).await };
            let after = async { timeout(ms(1_000), lent(&pool)).await.is_ok() };
            let returned = async {
                sleep(ms(10)).await;
                if breaks {
                    server.breaks(1);
                }
                drop(held);
            };
            let (_, after, ()) = tokio::join!(dropped, after, returned);
            let seen = "who came after one that was dropped got no connection";
            let means = "what was meant for the one that was dropped is lost";
            holds(after, Kind::Hangs, seen, means);
            is_whole(&pool, 1, "after that").await;
            server.peak_at_most(1);
        });
    }
}

fn who_is_dropped_in_its_turn_passes_it_on() {
    promise("when the caller is dropped, wherever it waits");
    look_at("its turn has come, and it is dropped before it has been polled: whose turn is it?");
    virtual_time(async |clock| {
        let server = Server::default();
        let pool = server.pool(1);
        for round in 1..=3 {
            let held = lent(&pool).await;
            clock.restart();
            let mut calls: Vec<_> = (0..4).map(|_| pool.get().boxed()).collect();
            for call in &mut calls {
                let what = "whether one more is lent";
                equal(what, call.now_or_never().is_some(), false);
            }
            let mut last = calls.pop().into_iter();
            drop(held);
            // The first one has been called, and then the second, and the third.
            calls.into_iter().for_each(drop);
            let last = timeout(ms(1_000), async {
                let last = last.next()?.await.ok()?;
                Some(last.number)
            });
            let number = last.await.ok().flatten();
            holds(
                number == Some(1),
                Kind::Hangs,
                "three callers were dropped when it was their turn, and the fourth got nothing",
                "what was meant for one that is gone is lost",
            );
            clock.ends_at(ms(0), "the connection is there");
        }
        is_whole(&pool, 1, "after that").await;
    });
}

fn after_an_error_the_place_is_free() {
    promise("If connecting fails, its error is returned.");
    look_at("connecting fails: what is done with its error, and with its place?");
    for fails in [&[1][..], &[2], &[3], &[1, 2, 3]] {
        virtual_time(async |clock| {
            let server = Server::default();
            server.state().fails.extend(fails);
            let pool = server.pool(1);
            let want: Vec<_> = fails
                .iter()
                .map(|n| format!("no line for call {n}"))
                .collect();
            let wanted = expected("the errors that four callers get", want);
            let calls = (0..4).map(|_| async {
                let got = pool.get().await;
                if let Ok(lent) = &got {
                    // So that the next one has to connect.
                    server.breaks(lent.number);
                }
                got.err()
            });
            let errors: Vec<_> = join_all(calls).await.into_iter().flatten().collect();
            wanted.is(errors);
            clock.elapsed_is(ms(4 * CONNECT), "four that connect, one after another");
            promise("Its place is free again then");
            is_whole(&pool, 1, "after an error").await;
            server.peak_at_most(1);
        });
    }
}

fn after_a_panic_of_connect_the_place_is_free() {
    promise("so it is\nwhen connecting panics");
    look_at("connecting panics: who gives the place back?");
    expect_panic("the cable was cut");
    virtual_time(async |_| {
        let server = Server::default();
        server.state().panics.extend([1, 2]);
        let pool = Arc::new(server.pool(2));
        let calls = [0, 1].map(|_| {
            let pool = Arc::clone(&pool);
            tokio::spawn(async move { lent(&pool).await.number })
        });
        for call in calls {
            equal("whether it panicked", call.await.is_err(), true);
        }
        is_whole(&pool, 2, "after two panics").await;
        server.peak_at_most(2);
        look_at("`connect` may panic before it gives a future: what is locked at that moment?");
        let pool = Arc::new(server.pool(1));
        server.state().panics_at_once = true;
        let lends = Arc::clone(&pool);
        let call = tokio::spawn(async move { lent(&lends).await.number });
        equal("whether it panicked", call.await.is_err(), true);
        is_whole(&pool, 1, "after a panic before there was a future").await;
    });
}

fn what_is_broken_is_dropped_and_replaced() {
    promise("If it is broken, it is dropped instead.");
    look_at(
        "a guard is dropped, and its connection is broken: what is left, and who makes a new one?",
    );
    virtual_time(async |clock| {
        let server = Server::default();
        let pool = server.pool(2);
        let (first, second) = (lent(&pool).await, lent(&pool).await);
        server.breaks(first.number);
        drop(first);
        server.open(1, "when one of two came back broken");
        sleep(ms(1_000)).await;
        server.made(2, "while nobody asks");
        clock.restart();
        let third = lent(&pool).await;
        equal("which one is lent then", third.number, 3);
        clock.elapsed_is(ms(CONNECT), "a new connection");
        drop((second, third));
        is_whole(&pool, 2, "after one that was broken").await;
        server.made(3, "after one that was broken");
        server.peak_at_most(2);
    });
}

fn what_breaks_while_it_is_idle_is_not_lent() {
    promise("One that broke while it was idle is dropped when\na call finds it, and never lent");
    look_at("a connection is idle for an hour: who says that it is still of use?");
    for broken in [&[1][..], &[3], &[1, 2], &[2, 3], &[1, 2, 3]] {
        virtual_time(async |_| {
            let server = Server::default();
            let pool = server.pool(3);
            drop(join_all((0..3).map(|_| lent(&pool))).await);
            sleep(ms(1_000)).await;
            broken.iter().for_each(|number| server.breaks(*number));
            promise("the call takes the next idle one, if there is one");
            if broken.len() < 3 {
                drop(lent(&pool).await);
                server.made(3, "for one that is lent while others are of use");
            }
            let all = join_all((0..3).map(|_| lent(&pool))).await;
            let bad: Vec<_> = all.iter().filter(|lent| lent.is_broken()).collect();
            let what = "the number of broken connections that are lent";
            equal(what, bad.len(), 0);
            server.open(3, "when three are lent");
            server.made(3 + broken.len(), "after some broke");
            promise_size();
            server.peak_at_most(3);
        });
    }
}

fn a_place_is_free_when_the_connection_is_back() {
    promise("Either\nway its place becomes free, and not before that is done.");
    look_at("which becomes free first: the place, or the connection?");
    for breaks in [false, true] {
        let server = Server::default();
        server.state().at_once = true;
        // Those of other threads live as long as they like.
        let pool: &'static Pool<Wire> = Box::leak(Box::new(server.pool(1)));
        let held = pool.get().now_or_never();
        equal("whether one is lent at once", held.is_some(), true);
        let waits = SwiftTask::of(pool.get());
        equal(
            "whether the second one is lent too",
            waits.is_ready(),
            false,
        );
        if breaks {
            server.breaks(1);
        }
        drop(held);
        server.peak_at_most(1);
        let seen = "a guard is dropped, and nothing is lent to the one who waits";
        let means = "its turn has come, and it waits for ever";
        holds(waits.is_ready(), Kind::Hangs, seen, means);
        server.peak_at_most(1);
    }
}

fn two_pools_have_places_of_their_own() {
    promise("A pool of connections, for tasks on any thread.");
    virtual_time(async |clock| {
        let (north, south) = (Server::default(), Server::default());
        let (first, second) = (north.pool(1), south.pool(1));
        let (one, two) = tokio::join!(lent(&first), lent(&second));
        clock.elapsed_is(ms(CONNECT), "two pools at the same time");
        drop((one, two));
        is_whole(&first, 1, "with another pool beside it").await;
        is_whole(&second, 1, "with another pool beside it").await;
        north.made(1, "by the first pool");
        south.made(1, "by the second pool");
    });
}
