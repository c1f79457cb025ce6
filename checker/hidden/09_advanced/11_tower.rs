//! `Limit` lets so many calls through, to the instance that was ready, and gives each place back.

// no promise: "The trait of tower, as it is there." It says what the trait is.
// no promise: "What comes back." It says what the type is for.
// no promise: "What may come instead." It says what the type is for.
// no promise: "The call that is under way." It says what the type is for.
// no promise: "Ready when this instance can be called once." It is what services keep.
// no promise: "Whoever gets `Pending` is woken when it is worth asking again." It is what services keep.
// no promise: "Nobody calls an instance unless it was ready, once for each call." It is what callers keep.
// no promise: "A call that is under way." It says what the type is for.

use exercise::{Limit, Service};
use futures::FutureExt;
use futures::future::{BoxFuture, join_all, pending};
use lab::ms;
use proof::prelude::*;
use std::future::poll_fn;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Wake, Waker};

proof::main!(
    so_many_calls_are_under_way_and_no_more,
    only_an_instance_that_was_ready_is_called,
    it_is_ready_when_inner_is,
    who_is_ready_keeps_its_place_until_it_is_called,
    a_call_has_its_place_until_its_response_is_there,
    a_call_that_is_dropped_gives_its_place_back,
    a_call_that_is_dropped_is_gone_before_its_place_is_free,
    a_service_that_is_dropped_gives_its_place_back,
    a_clone_is_not_ready,
    who_waits_is_woken_where_it_asked_last,
    errors_are_passed_on,
    a_call_that_panics_gives_its_place_back,
    limits_share_nothing,
    calls_wait_for_each_other_and_for_nothing_else,
);

type Answer = Result<u64, String>;

/// What the bank and all its clones share.
#[derive(Default)]
struct State {
    /// It is ready, or says this error.
    ready: Option<Result<(), String>>,
    waits: Vec<Waker>,
    /// The next calls, in their order; without one a call answers at once.
    calls: Vec<BoxFuture<'static, Answer>>,
    asked: Vec<u64>,
    panics: bool,
}

/// A bank that refuses a call for which this instance was not ready.
struct Bank {
    state: Arc<Mutex<State>>,
    was_ready: bool,
}

impl Clone for Bank {
    fn clone(&self) -> Self {
        Self {
            state: self.state.clone(),
            was_ready: false,
        }
    }
}

impl Bank {
    fn new() -> Self {
        let bank = Self {
            state: Arc::default(),
            was_ready: false,
        };
        bank.is_now(Some(Ok(())));
        bank
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn is_now(&self, ready: Option<Result<(), String>>) {
        self.state().ready = ready;
        let waits = std::mem::take(&mut self.state().waits);
        waits.into_iter().for_each(Waker::wake);
    }

    /// The next call is in the hands of the test.
    fn will(&self, name: &str) -> Mock<Answer> {
        let (mock, future) = Mock::new(name);
        self.state().calls.push(future.boxed());
        mock
    }

    fn asked(&self) -> Vec<u64> {
        self.state().asked.clone()
    }
}

impl Service<u64> for Bank {
    type Response = u64;
    type Error = String;
    type Future = BoxFuture<'static, Answer>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), String>> {
        let mut state = self.state();
        let ready = state.ready.clone();
        if ready.is_none() {
            state.waits.push(context.waker().clone());
        }
        drop(state);
        self.was_ready |= ready == Some(Ok(()));
        ready.map_or(Poll::Pending, Poll::Ready)
    }

    fn call(&mut self, request: u64) -> BoxFuture<'static, Answer> {
        let was_ready = std::mem::take(&mut self.was_ready);
        if !was_ready {
            promise("The request is passed on to the instance of `inner` that was ready");
            look_at(
                "which instance of `inner` has said that it is ready, and which one is called?",
            );
        }
        let seen = "`inner` was called, and this instance of it had not said that it is ready";
        let meaning =
            "it may have no room for the call; readiness is of one instance, and for one call";
        holds(was_ready, Kind::WrongResult, seen, meaning);
        let mut state = self.state();
        state.asked.push(request);
        let (panics, calls) = (state.panics, !state.calls.is_empty());
        let call = calls.then(|| state.calls.remove(0));
        drop(state);
        assert!(!panics, "the bank is closed");
        call.unwrap_or_else(|| async move { Ok(request + 1) }.boxed())
    }
}

type Limited = Limit<Bank>;
type Ready = PollScript<BoxFuture<'static, (Limited, Result<(), String>)>>;
type Call = PollScript<BoxFuture<'static, Answer>>;

fn limited(most: usize) -> (Bank, Limited) {
    let bank = Bank::new();
    (bank.clone(), Limit::new(bank, most))
}

/// The service asks until it is ready.
fn asks(mut service: Limited) -> Ready {
    let whole = async move {
        let ready = poll_fn(|context| service.poll_ready(context)).await;
        (service, ready)
    };
    PollScript::of(whole.boxed())
}

fn waits(service: &Limited) -> Ready {
    let mut asks = asks(service.clone());
    asks.is_pending();
    asks
}

fn is_ready(asks: &mut Ready) -> Limited {
    let (service, ready) = asks.is_ready();
    equal("what `poll_ready` gave", ready, Ok(()));
    service
}

/// A clone of it that is ready.
fn ready(service: &Limited) -> Limited {
    is_ready(&mut asks(service.clone()))
}

fn call(service: &mut Limited, request: u64) -> Call {
    PollScript::of(service.call(request).boxed())
}

/// So many places are free, and no more.
fn are_free(service: &Limited, places: usize) {
    let taken: Vec<Limited> = (0..places).map(|_| ready(service)).collect();
    drop(waits(service));
    drop(taken);
}

fn so_many_calls_are_under_way_and_no_more() {
    promise(
        "of all calls of it and its clones, so many are under way at the same time at most, and so many can be.",
    );
    promise("A limit of `most` calls, at least one, around `inner`.");
    for most in [1, 2, 3, 20] {
        let (bank, service) = limited(most);
        are_free(&service, most);
        let mocks: Vec<_> = (0..most).map(|_| bank.will("payment")).collect();
        let mut calls: Vec<Call> = (0..most).map(|_| call(&mut ready(&service), 7)).collect();
        calls.iter_mut().for_each(PollScript::is_pending);
        let mut next = waits(&service);
        next.is_not_woken();
        mocks[most - 1].finish(Ok(8));
        equal("the response", calls.remove(most - 1).is_ready(), Ok(8));
        next.is_woken();
        let next = is_ready(&mut next);
        drop(waits(&service));
        drop((next, calls));
        are_free(&service, most);
    }
}

fn only_an_instance_that_was_ready_is_called() {
    promise("The request is passed on to the instance of `inner` that was ready");
    look_at("which instance of `inner` has said that it is ready, and which one is called?");
    let (bank, service) = limited(2);
    let mut service = service;
    for request in [1, 2, 3] {
        service = is_ready(&mut asks(service));
        equal(
            "whether the response came",
            call(&mut service, request).is_ready().is_ok(),
            true,
        );
    }
    equal("the requests that `inner` got", bank.asked(), vec![1, 2, 3]);
    let mut clone = ready(&service);
    drop(service);
    equal("the response", call(&mut clone, 40).is_ready(), Ok(41));
}

fn it_is_ready_when_inner_is() {
    promise("It is ready when it has a place and `inner` is ready.");
    look_at("which two things have to be ready, and who wakes the task for each of them?");
    let (bank, service) = limited(1);
    bank.is_now(None);
    let mut asks = waits(&service);
    asks.is_not_woken();
    asks.is_pending();
    bank.is_now(Some(Ok(())));
    asks.is_woken();
    let mut first = is_ready(&mut asks);
    let under_way = call(&mut first, 7);
    drop(under_way);
    // Two find a place and have to wait for `inner`, or one of them does.
    bank.is_now(None);
    let (mut asks, mut other) = (waits(&service), waits(&service));
    bank.is_now(Some(Ok(())));
    asks.is_woken();
    let mut first = is_ready(&mut asks);
    other.is_pending();
    drop(other);
    let under_way = call(&mut first, 7);
    // It was ready once, and is not any more when there is a place.
    let mut asks = waits(&service);
    bank.is_now(None);
    drop(under_way);
    asks.is_woken();
    asks.is_pending();
    bank.is_now(Some(Ok(())));
    asks.is_woken();
    equal(
        "the response",
        call(&mut is_ready(&mut asks), 7).is_ready(),
        Ok(8),
    );
}

fn who_is_ready_keeps_its_place_until_it_is_called() {
    promise("From then on it keeps this one place\nfor its call, however often it is asked.");
    look_at(
        "`poll_ready` is called again when it was ready: how many places has this instance then?",
    );
    let (bank, service) = limited(2);
    let mut first = ready(&service);
    for _ in 0..3 {
        first = is_ready(&mut asks(first));
    }
    let second = ready(&service);
    let third = waits(&service);
    let payment = bank.will("payment");
    let mut under_way = call(&mut first, 7);
    under_way.is_pending();
    third.is_not_woken();
    drop(third);
    // Without another place it is not ready again.
    let mut again = asks(first);
    again.is_pending();
    payment.finish(Ok(8));
    equal("the response", under_way.is_ready(), Ok(8));
    drop(under_way);
    again.is_woken();
    drop((is_ready(&mut again), second));
    are_free(&service, 2);
}

fn a_call_has_its_place_until_its_response_is_there() {
    promise("A call has it for as long as its response is to come");
    look_at("`call` has returned, and the response is still to come: who has the place?");
    let (bank, service) = limited(1);
    let payment = bank.will("payment");
    let mut first = ready(&service);
    let mut under_way = call(&mut first, 7);
    let mut next = waits(&service);
    under_way.is_pending();
    drop(first);
    for _ in 0..2 {
        next.is_not_woken();
        next.is_pending();
        under_way.is_pending();
    }
    payment.finish(Ok(8));
    under_way.is_woken();
    equal("the response", under_way.is_ready(), Ok(8));
    promise("whoever waits for a place is woken then");
    drop(under_way);
    next.is_woken();
    drop(is_ready(&mut next));
    are_free(&service, 1);
}

fn a_call_that_is_dropped_gives_its_place_back() {
    promise("it is free at the latest when the future of the call is dropped");
    promise("whoever waits for a place is woken then");
    look_at(
        "a client gives up, and the future of its call is dropped: which line gives the place back?",
    );
    for polls in 0..3 {
        let (bank, service) = limited(1);
        let payment = bank.will("payment");
        let mut first = ready(&service);
        let mut under_way = call(&mut first, 7);
        (0..polls).for_each(|_| under_way.is_pending());
        let mut next = waits(&service);
        drop(under_way);
        next.is_woken();
        if polls > 0 {
            payment.is_dropped();
        }
        drop(is_ready(&mut next));
        are_free(&service, 1);
    }
}

/// Woken or not.
#[derive(Default)]
struct Flag(AtomicBool);

impl Wake for Flag {
    fn wake(self: Arc<Self>) {
        self.0.store(true, Ordering::SeqCst);
    }
}

/// When it is dropped, it looks whether somebody has been woken already.
struct Leaves {
    next: Arc<Flag>,
    was_early: Arc<AtomicBool>,
}

impl Drop for Leaves {
    fn drop(&mut self) {
        let woken = self.next.0.load(Ordering::SeqCst);
        self.was_early.store(woken, Ordering::SeqCst);
    }
}

fn a_call_that_is_dropped_is_gone_before_its_place_is_free() {
    promise("after that of\n`inner`");
    look_at("a call is dropped: in which order are the place and the future of `inner` dropped?");
    for polls in 0..2 {
        let (bank, service) = limited(1);
        let (next, was_early) = (Arc::<Flag>::default(), Arc::<AtomicBool>::default());
        let leaves = Leaves {
            next: next.clone(),
            was_early: was_early.clone(),
        };
        let payment = async move {
            let _leaves = leaves;
            pending().await
        };
        bank.state().calls.push(payment.boxed());
        let mut first = ready(&service);
        let mut under_way = call(&mut first, 7);
        (0..polls).for_each(|_| under_way.is_pending());
        let (waker, mut second) = (Waker::from(next), service.clone());
        let waits = second.poll_ready(&mut Context::from_waker(&waker));
        equal("whether a second one is ready", waits.is_ready(), false);
        drop(under_way);
        holds(
            !was_early.load(Ordering::SeqCst),
            Kind::TooEarly,
            "a call was dropped, and its place was free before the future of `inner` was dropped",
            "on another thread, one call more than allowed can be under way meanwhile",
        );
    }
}

fn a_service_that_is_dropped_gives_its_place_back() {
    promise("A\nservice that is dropped gives back a place that it has kept");
    look_at("a service was ready, and nobody calls it: who learns when it is dropped?");
    let (_, service) = limited(1);
    let never_called = ready(&service);
    let (first, mut second) = (waits(&service), waits(&service));
    drop(never_called);
    // Whose turn it is goes away as well, in the queue or when it has the place.
    drop(first);
    second.is_woken();
    drop(is_ready(&mut second));
    are_free(&service, 1);
}

fn a_clone_is_not_ready() {
    promise("A clone has a clone of `inner`; it is not ready, and has no place.");
    look_at("a service is cloned when it is ready: what of it must a clone not have?");
    let (bank, service) = limited(1);
    let mut first = ready(&service);
    let mut clone = asks(first.clone());
    clone.is_pending();
    let payment = bank.will("payment");
    let mut under_way = call(&mut first, 7);
    under_way.is_pending();
    clone.is_pending();
    payment.finish(Ok(8));
    equal("the response", under_way.is_ready(), Ok(8));
    drop(under_way);
    clone.is_woken();
    equal(
        "the response of the clone",
        call(&mut is_ready(&mut clone), 1).is_ready(),
        Ok(2),
    );
    // A clone of one that waits does not wait in its place.
    let taken = ready(&service);
    let mut waiting = asks(service.clone());
    waiting.is_pending();
    let copy = service.clone();
    drop(taken);
    waiting.is_woken();
    drop((is_ready(&mut waiting), copy));
    are_free(&service, 1);
}

fn who_waits_is_woken_where_it_asked_last() {
    promise("whoever waits for a place is woken then, as the task that asked last.");
    let (_, service) = limited(1);
    let taken = ready(&service);
    let mut moved = waits(&service).moved_to_another_task();
    moved.is_pending();
    drop(taken);
    moved.only_the_last_task_is_woken();
    drop(is_ready(&mut moved));
}

fn errors_are_passed_on() {
    promise("If `inner` fails, its error is passed on.");
    let (bank, service) = limited(1);
    bank.is_now(Some(Err("closed".to_owned())));
    let (failed, error) = asks(service.clone()).is_ready();
    equal("what `poll_ready` gave", error, Err("closed".to_owned()));
    drop(failed);
    bank.is_now(Some(Ok(())));
    are_free(&service, 1);
    promise("its response as it is, an error too.");
    let payment = bank.will("payment");
    let mut under_way = call(&mut ready(&service), 7);
    under_way.is_pending();
    payment.finish(Err("no money".to_owned()));
    equal(
        "the response",
        under_way.is_ready(),
        Err("no money".to_owned()),
    );
    drop(under_way);
    are_free(&service, 1);
}

fn a_call_that_panics_gives_its_place_back() {
    promise("so does a call in which\n`inner` panics");
    expect_panic("the bank is closed");
    let (bank, service) = limited(1);
    let mut first = ready(&service);
    bank.state().panics = true;
    let _ = catch_unwind(AssertUnwindSafe(move || {
        let _ = call(&mut first, 7).poll();
    }));
    bank.state().panics = false;
    are_free(&service, 1);
}

fn limits_share_nothing() {
    promise("Limits that were not cloned from each other share nothing.");
    let (_, one) = limited(1);
    let taken = ready(&one);
    for most in [1, 2] {
        let (_, other) = limited(most);
        are_free(&other, most);
    }
    drop(taken);
    are_free(&one, 1);
}

fn calls_wait_for_each_other_and_for_nothing_else() {
    promise("so many are under way at the same time at most, and so many can be.");
    never_blocks("No thread is blocked.");
    virtual_time(async |clock| {
        let (bank, service) = limited(20);
        let work = Work::new();
        let payments = (0..80).map(|n| {
            let takes = work.takes(&format!("payment {n}"), ms(60_000));
            let paid = async move {
                takes.await;
                Ok(n)
            };
            bank.state().calls.push(paid.boxed());
            let mut service = service.clone();
            async move {
                let ready = poll_fn(|context| service.poll_ready(context)).await;
                equal("what `poll_ready` gave", ready, Ok(()));
                service.call(n).await
            }
        });
        let wanted = expected("the number of payments that were made", 80);
        let paid = join_all(payments).await;
        wanted.is(paid.iter().filter(|paid| paid.is_ok()).count());
        work.peak_is(20);
        clock.elapsed_is(ms(240_000), "eighty payments of a minute, twenty at a time");
        clock.moves_at_most(20, "four times a minute");
    });
}
