//! `Lazy` has its value made once, and those who wait for it are never left alone.

// no promise: "Any number of threads may call this at the same time." It allows; what follows from it is asked.

use exercise::Lazy;
use lab::ms;
use proof::prelude::*;
use proof::{Background, comes_true, pause};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::sync::{Arc, Mutex};

proof::main!(
    it_is_made_when_it_is_asked_for,
    it_is_made_once_in_whatever_order_two_threads_ask,
    so_it_is_when_three_threads_ask,
    what_a_thread_got_is_there_for_it,
    who_looks_finds_it_whoever_else_looks,
    after_an_error_the_others_make_it,
    each_gets_its_own_error,
    after_a_panic_the_others_make_it,
    a_look_waits_for_nobody_who_makes_it,
    who_waits_sleeps_until_it_is_there,
    one_at_a_time_tries_again_and_the_others_sleep_on,
    nobody_is_left_waiting_after_errors,
    nobody_is_left_waiting_after_panics,
    two_values_are_made_at_the_same_time,
    what_makes_it_may_use_another_one,
);

/// A value that cannot be cloned.
#[derive(Debug, PartialEq)]
struct Price(u64);

type Prices = Lazy<Price>;
type Got = Result<Arc<Price>, String>;

/// As `make` comes, so it is called: once, or not at all.
fn make<'a>(prices: &Prices, make: impl FnOnce() -> Result<Price, String> + 'a) -> Got {
    let make: Box<dyn FnOnce() -> Result<Price, String> + 'a> = Box::new(make);
    prices.get_or_try_make(make)
}

/// What was got, or the error.
fn value(got: &Got) -> Result<u64, String> {
    got.as_ref().map(|price| price.0).map_err(String::clone)
}

/// How many are being made right now, how many were so at most, and how many calls there
/// were.
#[derive(Default)]
struct Made {
    now: AtomicUsize,
    peak: AtomicUsize,
    calls: AtomicUsize,
}

struct Over<'a>(&'a Made);

impl Drop for Over<'_> {
    fn drop(&mut self) {
        self.0.now.fetch_sub(1, SeqCst);
    }
}

impl Made {
    fn count<T>(&self, work: impl FnOnce() -> T) -> T {
        self.calls.fetch_add(1, SeqCst);
        let now = self.now.fetch_add(1, SeqCst) + 1;
        self.peak.fetch_max(now, SeqCst);
        let _over = Over(self);
        work()
    }

    fn calls(&self) -> usize {
        self.calls.load(SeqCst)
    }

    fn is_called_once(&self) {
        let calls = self.calls();
        let seen = format!("`make` was called {calls} times, expected 1");
        let meaning = match calls {
            0 => "what came out was made by nobody",
            _ => "a race: several threads found nothing, and each of them made it",
        };
        holds(calls == 1, Kind::WrongResult, &seen, meaning);
    }

    fn one_at_a_time(&self) {
        let peak = self.peak.load(SeqCst);
        let seen = format!("{peak} calls of `make` were under way at the same time");
        let meaning = "several threads found that there is no value, and none has seen the others";
        holds(peak <= 1, Kind::TooConcurrent, &seen, meaning);
    }
}

type World = (Prices, Made);

fn world() -> World {
    (Lazy::empty(), Made::default())
}

/// Some price.
fn some() -> u64 {
    number(2..90)
}

fn it_is_made_when_it_is_asked_for() {
    promise("No value has been made.");
    let (price, made) = (some(), Made::default());
    within(ms(2_500), "get_or_try_make", || {
        let prices = Lazy::empty();
        let look = || prices.get().map(|price: Arc<Price>| price.0);
        equal("what `get` finds before", look(), None);
        for more in 0..3 {
            promise("The value, which `make` makes if there is none.");
            let got = make(&prices, || made.count(|| Ok(Price(price + more))));
            equal("what was got", value(&got), Ok(price));
            promise("The value, if it has been made.");
            equal("what `get` finds", look(), Some(price));
        }
        equal("the number of calls of `make`", made.calls(), 1);
    });
}

/// So many threads need it first.
fn made_once(threads: usize) {
    promise("One of them makes the value.");
    promise_against(
        Kind::Hangs,
        "The others wait until it is there, asleep, however long that lasts, and no other thread looks at times in their place",
    );
    look_at("between the look for a value and the call of `make`, who else may look?");
    let price = some();
    Interleavings::of(threads).who_waits_sleeps().each(
        world,
        |(prices, made), who| {
            make(prices, || {
                made.count(|| {
                    pause("makes it");
                    Ok(Price(price + who as u64))
                })
            })
        },
        |(prices, made), got| {
            promise("what they would have called to make it is not called");
            made.is_called_once();
            promise("all get the same one");
            let first = got[0].as_ref().ok();
            let same = |got: &Got| {
                got.as_ref()
                    .ok()
                    .zip(first)
                    .is_some_and(|(a, b)| Arc::ptr_eq(a, b))
            };
            equal("whether all got the same", got.iter().all(same), true);
            let found = prices.get();
            equal("what `get` finds", found.as_ref(), first);
            promise("One of them makes the value.");
        },
    );
}

fn it_is_made_once_in_whatever_order_two_threads_ask() {
    made_once(2);
}

fn so_it_is_when_three_threads_ask() {
    made_once(3);
}

fn what_a_thread_got_is_there_for_it() {
    promise("The value, if it has been made.");
    look_at("what does a look rest on, and when is that written?");
    let price = some();
    Interleavings::of(3).each(
        world,
        |(prices, _), who| {
            if who == 2 {
                return prices.get().map(|found| found.0);
            }
            let got = make(prices, || {
                pause("makes it");
                Ok(Price(price))
            });
            let found = prices.get();
            found.zip(got.ok()).map(|(found, got)| found.0 + got.0)
        },
        |_, got| {
            let both = Some(price + price);
            equal(
                "what two threads got and then found, together",
                &got[..2],
                [both, both],
            );
            let either = [None, Some(price)].contains(&got[2]);
            equal("whether a look found the value or none", either, true);
        },
    );
}

fn who_looks_finds_it_whoever_else_looks() {
    promise("The value, if it has been made.");
    look_at("what if somebody else has the lock at that moment?");
    let price = some();
    Interleavings::of(2).each(
        || {
            let world = world();
            let made = make(&world.0, || Ok(Price(price)));
            equal("whether the first call makes it", made.is_ok(), true);
            world
        },
        |(prices, _), _| prices.get().map(|found| found.0),
        |_, got| {
            let wanted = [Some(price), Some(price)];
            equal(
                "what two threads find that look at the same time",
                got,
                wanted,
            );
        },
    );
}

fn after_an_error_the_others_make_it() {
    promise("There is still no value, and of those who wait one goes on and calls its own `make`");
    if_it_hangs(
        "a wake-up is lost: `make` came to nothing, and who waited for the value was not told",
    );
    let price = some();
    Interleavings::of(3).each(
        world,
        |(prices, made), who| {
            let make = make(prices, || {
                made.count(|| {
                    pause("makes it");
                    match who {
                        2 => Ok(Price(price)),
                        who => Err(format!("torn {who}")),
                    }
                })
            });
            value(&make)
        },
        |(prices, made), got| {
            let fits = |who: usize| got[who] == Ok(price) || got[who] == Err(format!("torn {who}"));
            let failed = got.iter().filter(|got| got.is_err()).count();
            equal("what the thread that can make it got", &got[2], &Ok(price));
            equal(
                "whether the others got the value or their error",
                fits(0) && fits(1),
                true,
            );
            equal("the number of calls of `make`", made.calls(), failed + 1);
            made.one_at_a_time();
            let found = prices.get().map(|found| found.0);
            equal("what `get` finds", found, Some(price));
        },
    );
}

fn each_gets_its_own_error() {
    promise("Those of `make`, for who has called it and for nobody else.");
    if_it_hangs(
        "a wake-up is lost: `make` came to nothing, and who waited for the value was not told",
    );
    Interleavings::of(3).each(
        world,
        |(prices, made), who| {
            let got = make(prices, || {
                made.count(|| {
                    pause("makes nothing");
                    Err(format!("torn {who}"))
                })
            });
            value(&got)
        },
        |(prices, made), got| {
            let wanted = [0, 1, 2].map(|who| Err(format!("torn {who}")));
            equal("what was got", got, wanted);
            equal("the number of calls of `make`", made.calls(), 3);
            made.one_at_a_time();
            let found = prices.get().map(|found| found.0);
            equal("what `get` finds", found, None);
        },
    );
}

fn after_a_panic_the_others_make_it() {
    promise(
        "If `make` panics, the same panic goes on to the caller, and all others go on as after an error.",
    );
    if_it_hangs("a wake-up is lost: `make` panicked, and who waited for the value was not told");
    look_at("what does a panic of `make` leave behind, and who comes to that next?");
    expect_panic("out of paper");
    let price = some();
    Interleavings::of(3).each(
        world,
        |(prices, made), who| {
            let got = || {
                make(prices, || {
                    made.count(|| {
                        pause("makes it");
                        match who {
                            0 => panic!("out of paper"),
                            _ => Ok(Price(price)),
                        }
                    })
                })
            };
            match who {
                // It may have come too late to make it.
                0 => catch_unwind(AssertUnwindSafe(got)).map_or(Ok(price), |got| value(&got)),
                _ => value(&got()),
            }
        },
        |(prices, _), got| {
            equal("what was got", got, vec![Ok(price); 3]);
            let found = prices.get().map(|found| found.0);
            equal("what `get` finds", found, Some(price));
        },
    );
}

/// How a call of `make` ends.
#[derive(Clone, Copy)]
enum End {
    Makes(u64),
    Fails,
    Panics,
}

/// What several threads ask for, each of which is held at a gate while it makes it.
#[derive(Clone, Default)]
struct Shared(Arc<Both>);

struct Both(Prices, Made);

impl Default for Both {
    fn default() -> Self {
        Self(Lazy::empty(), Made::default())
    }
}

type Asks = Background<Result<u64, String>>;
type Gate = Arc<Mutex<()>>;

impl Shared {
    fn ask(&self, end: End, gate: &Gate) -> Asks {
        let (own, gate) = (self.clone(), gate.clone());
        background("get_or_try_make", move || {
            let Both(prices, made) = &*own.0;
            let works = || {
                drop(gate.lock());
                match end {
                    End::Makes(price) => Ok(Price(price)),
                    End::Fails => Err("torn".to_owned()),
                    End::Panics => panic!("out of paper"),
                }
            };
            let asks = || value(&make(prices, || made.count(works)));
            let outcome = catch_unwind(AssertUnwindSafe(asks));
            // A panic is told by what it says: it has to be the one of `make`.
            outcome.unwrap_or_else(|panic| {
                Err(panic
                    .downcast::<&str>()
                    .map_or("another panic".to_owned(), |said| said.to_string()))
            })
        })
    }

    /// So many calls of `make` have begun.
    fn begins(&self, calls: usize) {
        let made = &self.0.1;
        let come = comes_true(ms(3_000), || made.calls() >= calls);
        let seen = format!("call {calls} of `make` did not begin, though there is no value");
        holds(
            come,
            Kind::Hangs,
            &seen,
            "a thread waits for a value that nobody makes",
        );
    }

    fn found(&self) -> Option<u64> {
        self.0.0.get().map(|price| price.0)
    }
}

fn a_look_waits_for_nobody_who_makes_it() {
    promise("This does not wait until somebody has made it.");
    look_at("what does a thread have while it makes the value, and what does a look need?");
    let (shared, gate) = (Shared::default(), Gate::default());
    let closed = gate.lock();
    let makes = shared.ask(End::Makes(some()), &gate);
    shared.begins(1);
    let (own, looked) = (shared.clone(), Arc::new(AtomicUsize::new(0)));
    let says = looked.clone();
    let looks = background("get", move || {
        let found = own.found();
        says.fetch_add(1, SeqCst);
        found
    });
    let come = comes_true(ms(3_000), || looked.load(SeqCst) == 1);
    let seen = "while `make` was under way, `get` did not return";
    let meaning = "the lock is too coarse: whoever looks waits for whoever makes it";
    holds(come, Kind::NotConcurrent, seen, meaning);
    equal("what `get` found", looks.result(), None);
    drop(closed);
    let made = makes.result().ok();
    equal("what `get` finds", shared.found(), made);
}

fn who_waits_sleeps_until_it_is_there() {
    promise(
        "The others wait until it is there, asleep, however long that lasts, and no other thread looks at times in their place",
    );
    if_it_hangs(
        "a wake-up is lost: the value was made, and a thread that waits for it was not told",
    );
    let (shared, gate, price) = (Shared::default(), Gate::default(), some());
    let closed = gate.lock();
    let makes = shared.ask(End::Makes(price), &gate);
    shared.begins(1);
    let waiting = [1, 2, 3].map(|more| shared.ask(End::Makes(price + more), &gate));
    for waits in &waiting {
        waits.watch().falls_asleep("get_or_try_make");
    }
    waiting[2].stays_asleep("the value is still being made");
    for waits in &waiting {
        waits.is_under_way("the value is still being made");
    }
    drop(closed);
    let made = shared.0.1.calls();
    for asks in [makes].into_iter().chain(waiting) {
        equal("what was got", asks.result(), Ok(price));
    }
    equal("the number of calls of `make`", made, 1);
}

fn one_at_a_time_tries_again_and_the_others_sleep_on() {
    promise("of those who wait one goes on and calls its own `make`: one at a time");
    if_it_hangs("`make` came to nothing, and of those who waited nobody made it");
    let (shared, price) = (Shared::default(), some());
    let gates: [Gate; 2] = Default::default();
    let [torn, closed] = gates.each_ref().map(|gate| gate.lock());
    let fails = shared.ask(End::Fails, &gates[0]);
    shared.begins(1);
    let waiting = [1, 2, 3].map(|more| shared.ask(End::Makes(price + more), &gates[1]));
    for waits in &waiting {
        waits.watch().falls_asleep("get_or_try_make");
    }
    drop(torn);
    equal("what was got", fails.result(), Err("torn".to_owned()));
    shared.begins(2);
    for waits in &waiting {
        waits.watch().falls_asleep("get_or_try_make");
        waits.is_under_way("the value is still being made");
    }
    shared.0.1.one_at_a_time();
    drop(closed);
    let [first, second, third] = waiting.map(|asks| asks.result());
    holds(
        first == second && first == third,
        Kind::WrongResult,
        "three threads that waited for one value did not get the same",
        "one of them makes it, and it is that of all",
    );
    let made = first.ok();
    equal("what `get` finds", shared.found(), made);
    equal("the number of calls of `make`", shared.0.1.calls(), 2);
}

/// However many come to nothing, each of them is told, and the next one tries.
fn nobody_is_left(end: End, outcome: &str) {
    let (shared, gate, price) = (Shared::default(), Gate::default(), some());
    let closed = gate.lock();
    let first = shared.ask(end, &gate);
    shared.begins(1);
    let waiting = [(); 5].map(|()| shared.ask(end, &gate));
    for waits in &waiting {
        waits.watch().settles();
    }
    drop(closed);
    for asks in [first].into_iter().chain(waiting) {
        equal("what was got", asks.result(), Err(outcome.to_owned()));
    }
    shared.0.1.one_at_a_time();
    equal("the number of calls of `make`", shared.0.1.calls(), 6);
    equal("what `get` finds", shared.found(), None);
    for more in 0..2 {
        let makes = shared.ask(End::Makes(price + more), &gate);
        equal("what was got at last", makes.result(), Ok(price));
    }
}

fn nobody_is_left_waiting_after_errors() {
    promise("of those who wait one goes on and calls its own `make`: one at a time");
    if_it_hangs(
        "a wake-up is lost: `make` came to nothing, and who waited for the value was not told",
    );
    nobody_is_left(End::Fails, "torn");
}

fn nobody_is_left_waiting_after_panics() {
    promise("the same panic goes on to the caller, and all others go on as after an error");
    if_it_hangs("a wake-up is lost: `make` panicked, and who waited for the value was not told");
    look_at("what does a panic of `make` leave behind, and who comes to that next?");
    expect_panic("out of paper");
    nobody_is_left(End::Panics, "out of paper");
}

fn two_values_are_made_at_the_same_time() {
    promise("A value that is made when somebody first needs it.");
    look_at("what do two values share in your answer?");
    let (meet, price) = (Arc::new(Rendezvous::of(2)), some());
    let made = [0, 1].map(|more| {
        let meet = meet.clone();
        background("get_or_try_make", move || {
            let prices = Lazy::empty();
            let got = make(&prices, || {
                meet.arrive("make");
                Ok(Price(price + more))
            });
            value(&got)
        })
    });
    let got = made.map(|made| made.result_within(ms(4_000)));
    equal("what was got", got, [Ok(price), Ok(price + 1)]);
}

fn what_makes_it_may_use_another_one() {
    promise("A `make` may use another `Lazy`");
    if_it_hangs("`make` asks for another value, and waits for what this one holds");
    let price = some();
    within(ms(2_500), "get_or_try_make", || {
        let (prices, others) = (Lazy::empty(), Lazy::empty());
        let got = make(&prices, || {
            let other = make(&others, || Ok(Price(price)));
            other.map(|other| Price(other.0 + 1))
        });
        equal("what was got", value(&got), Ok(price + 1));
        let found = others.get().map(|found| found.0);
        equal("what `get` finds in the other one", found, Some(price));
    });
}
