//! `Cache` loads each key once, whoever asks, fails or is dropped, and keys wait for no other.
// no promise: "A cache before a database." What that means, its methods say.
// no promise: "(Those that waited for a load that failed may return its error too, or load again, one of them at a time.)" It leaves a choice.

use exercise::Cache;
use futures::future::join_all;
use lab::{Database, DatabaseError, ms};
use proof::prelude::*;
use proof::{Attempt, at_each_step};
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Wake, Waker};
use tokio::runtime::{Builder, Runtime};
use tokio::task::{JoinHandle, yield_now};
use tokio::time::{Instant, sleep};

proof::main!(
    all_that_ask_at_once_wait_for_one_load,
    a_value_is_kept,
    a_value_is_kept_for_ever,
    keys_are_loaded_at_the_same_time,
    nobody_waits_for_another_key,
    a_key_is_all_of_its_text,
    an_error_is_returned_and_not_kept,
    a_load_that_fails_makes_no_two_others,
    who_asks_again_at_once_loads_alone,
    the_one_that_loads_may_be_dropped,
    one_after_another_may_be_dropped,
    all_may_be_dropped,
    who_waits_may_be_dropped,
    each_cache_asks_its_own_database,
    two_threads_that_ask_at_once_load_once,
    who_asks_on_another_thread_while_a_load_ends_has_the_value,
    a_load_that_ends_on_another_thread_while_one_asks_gives_the_value,
    who_asks_on_another_thread_while_a_load_fails_is_answered,
    who_asks_on_another_thread_while_the_one_that_loads_is_dropped_has_the_value,
);

/// A load takes so long: no poll at times would come at that moment.
const LOAD: u64 = 103;

struct Shop {
    database: Database,
    cache: Arc<Cache>,
}

impl Shop {
    fn new(database: Database) -> Self {
        let cache = Arc::new(Cache::new(database.clone()));
        Self { database, cache }
    }

    fn of_tea(failures: usize) -> Self {
        let database = Database::empty().with_row("tea", "4 EUR", ms(LOAD));
        Self::new(database.with_failures("tea", failures))
    }

    async fn get(&self, key: &str) -> Written {
        shown(self.cache.get(key).await)
    }

    /// A caller, which comes after so long: what it got, and when. It may run on any thread.
    fn caller(&self, key: &str, after: u64) -> JoinHandle<(Written, u128)> {
        let (cache, key, start) = (self.cache.clone(), key.to_owned(), Instant::now());
        tokio::spawn(async move {
            sleep(ms(after)).await;
            let value = shown(cache.get(&key).await);
            (value, start.elapsed().as_millis())
        })
    }

    /// A caller that comes now and is dropped after so long.
    async fn is_dropped_after(&self, time: u64) {
        let caller = self.caller("tea", 0);
        sleep(ms(time)).await;
        caller.abort();
        let _ = caller.await;
    }

    fn loads_are(&self, n: usize) {
        equal(
            "the number of loads",
            self.database.journal().calls().len(),
            n,
        );
    }
}

fn shown(value: Result<String, DatabaseError>) -> Written {
    match value {
        Ok(value) => ok(&value),
        Err(DatabaseError) => error(),
    }
}

fn ok(value: &str) -> Written {
    written(format!("Ok({value:?})"))
}

fn error() -> Written {
    written("Err(DatabaseError)")
}

fn tea() -> Written {
    ok("4 EUR")
}

/// What they got, and when. A panic is a finding by itself.
async fn all(callers: Vec<JoinHandle<(Written, u128)>>) -> Vec<(Written, u128)> {
    let all = join_all(callers).await.into_iter();
    all.map(|caller| caller.unwrap_or((written("a panic"), 0)))
        .collect()
}

fn all_that_ask_at_once_wait_for_one_load() {
    never_blocks("No thread is blocked.");
    promise("who asks for a key that is being loaded waits for that load, and returns with it");
    if_it_hangs("who waits for a load of somebody else is never told that it is over");
    virtual_time(async |clock| {
        let shop = Shop::of_tea(0);
        let callers = (0..50).map(|n| shop.caller("tea", [0, 0, 31, 102][n % 4]));
        let got = all(callers.collect()).await;
        promise("There is never more than one load of a key under way");
        shop.database.journal().peak_is(1);
        shop.loads_are(1);
        promise("who asks for a key that is being loaded waits for that load, and returns with it");
        let count = got.len();
        equal(
            "the list of values and times",
            got,
            vec![(tea(), u128::from(LOAD)); 50],
        );
        clock.ends_at(ms(LOAD), "the load, which all of them wait for");
        promise("Tasks on any threads can share it.");
        equal("the number of tasks that had the value", count, 50);
    });
}

fn a_value_is_kept() {
    never_blocks("No thread is blocked.");
    virtual_time(async |clock| {
        promise("A value that was loaded is kept, and its key is never loaded again.");
        let add = |database: Database, n: u64| {
            let text = if n == 7 {
                String::new()
            } else {
                format!("{n} EUR")
            };
            database.with_row(&format!("article {n}"), &text, ms(10))
        };
        let shop = Shop::new((0..151).fold(Database::empty(), add));
        all((0..150)
            .map(|n| shop.caller(&format!("article {n}"), 0))
            .collect())
        .await;
        shop.loads_are(150);
        sleep(ms(900_000)).await;
        clock.restart();
        let mut got = Vec::new();
        for n in [0, 7, 149, 7, 75, 0] {
            got.push(shop.get(&format!("article {n}")).await);
        }
        let want = ["0 EUR", "", "149 EUR", "", "75 EUR", "0 EUR"].map(ok);
        equal("the list of values", got, want);
        shop.loads_are(150);
        promise("at once if it was loaded before");
        clock.ends_at(ms(0), "values that were loaded before");
        promise("A value that was loaded is kept, and its key is never loaded again.");
        look_at("one more value is loaded: what becomes of those that are there?");
        shop.get("article 150").await;
        for n in 0..151 {
            shop.get(&format!("article {n}")).await;
        }
        shop.loads_are(151);
    });
}

/// A month is more than the clock of other tests has.
fn a_value_is_kept_for_ever() {
    promise("A value that was loaded is kept, and its key is never loaded again.");
    let mut builder = Builder::new_current_thread();
    let runtime = builder.enable_time().start_paused(true).build();
    runtime.expect("a runtime needs little").block_on(async {
        let shop = Shop::of_tea(0);
        for _ in 0..2 {
            equal("the value", shop.get("tea").await, tea());
            sleep(ms(30 * 86_400_000)).await;
        }
        shop.loads_are(1);
    });
}

fn keys_are_loaded_at_the_same_time() {
    never_blocks("No thread is blocked.");
    promise("Nobody waits for the load of another key.");
    virtual_time(async |clock| {
        let add = |database: Database, n: u64| {
            database.with_row(&format!("article {n}"), &format!("{n} EUR"), ms(LOAD))
        };
        let shop = Shop::new((0..150).fold(Database::empty(), add));
        let callers = (0..300).map(|n| shop.caller(&format!("article {}", n % 150), 0));
        let got = all(callers.collect()).await;
        shop.database.journal().peak_is(150);
        clock.elapsed_is(ms(LOAD), "150 loads at the same time");
        let want = (0..300).map(|n| (ok(&format!("{} EUR", n % 150)), u128::from(LOAD)));
        let want: Vec<_> = want.collect();
        equal("the list of values and times", got, want);
        shop.loads_are(150);
    });
}

fn nobody_waits_for_another_key() {
    never_blocks("No thread is blocked.");
    promise("Nobody waits for the load of another key.");
    virtual_time(async |clock| {
        let database = Database::empty()
            .with_row("tea", "4 EUR", ms(900_000))
            .with_row("cups", "8 EUR", ms(10))
            .with_row("pots", "9 EUR", ms(20))
            .with_failures("pots", 1);
        let shop = Shop::new(database);
        let callers = vec![
            shop.caller("tea", 0),
            shop.caller("cups", 5),
            shop.caller("cups", 20),
            shop.caller("pots", 20),
            shop.caller("pots", 50),
            shop.caller("tea", 60),
            shop.caller("cups", 70),
        ];
        let got = all(callers).await;
        let want = vec![
            (tea(), 900_000),
            (ok("8 EUR"), 15),
            (ok("8 EUR"), 20),
            (error(), 40),
            (ok("9 EUR"), 70),
            (tea(), 900_000),
            (ok("8 EUR"), 70),
        ];
        let values = |all: &[(Written, u128)]| -> Vec<Written> {
            all.iter().map(|one| one.0.clone()).collect()
        };
        let (got_values, want_values) = (values(&got), values(&want));
        equal("the list of values", got_values, want_values);
        let times =
            |all: &[(Written, u128)]| -> Vec<u128> { all.iter().map(|one| one.1).collect() };
        let (got, want) = (times(&got), times(&want));
        holds(
            got == want,
            Kind::NotConcurrent,
            &format!("the callers had their values at {got:?} ms, expected {want:?}"),
            "somebody waited for a load that is not that of its key",
        );
        clock.elapsed_is(ms(900_000), "the slowest load");
    });
}

fn a_key_is_all_of_its_text() {
    promise("The value of `key`");
    virtual_time(async |_| {
        let rows = ["tea", "Tea", "tea ", "", "te", "tea\n", "grün tea", "4 EUR"];
        let add =
            |database: Database, key: &&str| database.with_row(key, &format!(" the {key}"), ms(10));
        let shop = Shop::new(rows.iter().fold(Database::empty(), add));
        for _ in 0..2 {
            for key in rows {
                let wanted = expected("the value", ok(&format!(" the {key}")));
                wanted.is(shop.get(key).await);
            }
        }
        shop.loads_are(rows.len());
    });
}

fn an_error_is_returned_and_not_kept() {
    never_blocks("No thread is blocked.");
    promise("An error is returned and not kept: a call after it loads again.");
    if_it_hangs("a load that has failed is still waited for");
    virtual_time(async |clock| {
        for failures in [1, 2, 5] {
            let shop = Shop::of_tea(failures);
            for _ in 0..failures {
                clock.restart();
                equal("the value", shop.get("tea").await, error());
                clock.ends_at(ms(LOAD), "the load that fails");
            }
            clock.restart();
            equal("the value", shop.get("tea").await, tea());
            equal("the value", shop.get("tea").await, tea());
            clock.ends_at(ms(LOAD), "the load after it");
            shop.loads_are(failures + 1);
        }
    });
}

/// Some return the error, some may load again.
fn a_load_that_fails_makes_no_two_others() {
    promise("There is never more than one load of a key under way");
    if_it_hangs("a load that has failed is still waited for");
    virtual_time(async |_| {
        for failures in [1, 3, 100] {
            let shop = Shop::of_tea(failures);
            let callers = (0..9).map(|n| shop.caller("tea", n));
            let got = all(callers.collect()).await;
            shop.database.journal().peak_is(1);
            let got: Vec<Written> = got.into_iter().map(|(value, _)| value).collect();
            promise("An error is returned and not kept");
            equal(
                "the value of the caller that loads",
                got[0].clone(),
                error(),
            );
            let strange = got
                .iter()
                .find(|value| **value != tea() && **value != error());
            equal(
                "a value that is neither in the database nor its error",
                strange,
                None,
            );
            promise("There is never more than one load of a key under way");
        }
        let shop = Shop::of_tea(1);
        all((0..9).map(|_| shop.caller("tea", 0)).collect()).await;
        promise("a call after it loads again");
        equal("the value", shop.get("tea").await, tea());
        shop.loads_are(2);
    });
}

/// The first that hears of the error asks again before the second has heard of it.
fn who_asks_again_at_once_loads_alone() {
    promise("There is never more than one load of a key under way");
    if_it_hangs("a load that has failed is still waited for");
    virtual_time(async |_| {
        let shop = Shop::of_tea(1);
        let cache = &shop.cache;
        let twice = async || {
            let first = cache.get("tea").await.is_ok();
            first || cache.get("tea").await.is_ok()
        };
        let late = async {
            sleep(ms(LOAD + 10)).await;
            cache.get("tea").await.is_ok()
        };
        let (first, second, third, late) = tokio::join!(twice(), twice(), twice(), late);
        shop.database.journal().peak_is(1);
        promise("a call after it loads again");
        let got = [first, second, third, late];
        equal("the list of who got the value", got, [true; 4]);
        shop.loads_are(2);
    });
}

fn the_one_that_loads_may_be_dropped() {
    promise("Any caller may be dropped at any time, and the others still get the value.");
    if_it_hangs("the load that is waited for was dropped with the caller that began it");
    for (after, failures) in [(0, 0), (1, 0), (50, 0), (102, 0), (50, 1)] {
        virtual_time(async |_| {
            let shop = Shop::of_tea(failures);
            let others = (0..3).map(|n| shop.caller("tea", n));
            let (first, others) = (shop.is_dropped_after(after), others);
            // The first to be polled is the one that is dropped.
            let begun = yield_now();
            let ((), got) = tokio::join!(first, async {
                begun.await;
                all(others.collect()).await
            });
            shop.database.journal().peak_at_most(1);
            if failures == 0 {
                let values = got.iter().map(|(value, _)| value.clone());
                equal(
                    "the list of values",
                    values.collect::<Vec<_>>(),
                    vec![tea(); 3],
                );
                let last = u128::from(after.max(2) + LOAD);
                promise(
                    "either the load goes on without it, or another one of them loads, at once",
                );
                let latest = got.iter().map(|(_, at)| *at).max().unwrap_or(0);
                holds(
                    latest <= last,
                    Kind::Late,
                    &format!(
                        "the last of the others had its value after {latest} ms, expected {last} at most"
                    ),
                    "the others wait for longer than another load takes",
                );
                promise(
                    "Any caller may be dropped at any time, and the others still get the value.",
                );
            }
            equal("the value", shop.get("tea").await, tea());
        });
    }
}

fn one_after_another_may_be_dropped() {
    promise("Any caller may be dropped at any time, and the others still get the value.");
    if_it_hangs("the load that is waited for was dropped with the caller that began it");
    virtual_time(async |_| {
        let shop = Shop::of_tea(0);
        let dropped = [90, 20, 60, 20, 99].map(|time| shop.is_dropped_after(time));
        let patient = async {
            sleep(ms(3)).await;
            shop.get("tea").await
        };
        let (_, value) = tokio::join!(join_all(dropped), patient);
        equal("the value", value, tea());
        shop.database.journal().peak_is(1);
    });
}

fn all_may_be_dropped() {
    promise("Any caller may be dropped at any time, and the others still get the value.");
    if_it_hangs("a load that nobody makes any more is still waited for");
    for after in [0, 50, 102] {
        virtual_time(async |_| {
            let shop = Shop::of_tea(0);
            join_all([0; 4].map(|_| shop.is_dropped_after(after))).await;
            equal("the value", shop.get("tea").await, tea());
            sleep(ms(500)).await;
            equal("the value", shop.get("tea").await, tea());
            shop.database.journal().peak_is(1);
        });
    }
    sweep(async |cut| {
        let shop = Shop::of_tea(0);
        cut.short(shop.get("tea")).await;
        equal("the value", shop.get("tea").await, tea());
        shop.database.journal().peak_is(1);
    });
}

fn who_waits_may_be_dropped() {
    never_blocks("No thread is blocked.");
    promise("Any caller may be dropped at any time, and the others still get the value.");
    virtual_time(async |clock| {
        let shop = Shop::of_tea(0);
        let first = shop.caller("tea", 0);
        yield_now().await;
        let waiting = [10, 20, 30].map(|time| shop.is_dropped_after(time));
        let (_, got) = tokio::join!(join_all(waiting), all(vec![first, shop.caller("tea", 40)]));
        equal(
            "the list of values and times",
            got,
            vec![(tea(), u128::from(LOAD)); 2],
        );
        clock.ends_at(ms(LOAD), "the only load");
        shop.loads_are(1);
    });
}

fn each_cache_asks_its_own_database() {
    promise("Nothing is loaded yet.");
    virtual_time(async |_| {
        let (first, second) = (Shop::of_tea(0), Shop::of_tea(0));
        equal("the value", first.get("tea").await, tea());
        second.database.journal().calls_are(&[]);
        equal("the value", second.get("tea").await, tea());
        second.database.journal().calls_are(&["load tea"]);
        let other = Shop::new(Database::empty().with_row("tea", "5 EUR", ms(LOAD)));
        equal("the value", other.get("tea").await, ok("5 EUR"));
    });
}

fn two_threads_that_ask_at_once_load_once() {
    promise("Tasks on any threads can share it.");
    if_it_hangs("two ask for a key at the same moment, and one of them is never told");
    look_at(
        "one looks and finds nothing: what can another one do before the first one says that it loads?",
    );
    at_each_step(|| {
        let two = TwoThreads::new(0);
        let (here, there) = (two.clone(), two.clone());
        Held::TheFirst.attempt(
            move || here.first.asks(),
            move || there.second.asks(),
            move || two.both_have(&[tea()], 1),
        )
    });
}

fn who_asks_on_another_thread_while_a_load_ends_has_the_value() {
    while_a_load_ends(Held::TheFirst, 0, &[tea()], 1);
}

fn a_load_that_ends_on_another_thread_while_one_asks_gives_the_value() {
    while_a_load_ends(Held::TheSecond, 0, &[tea()], 1);
}

fn who_asks_on_another_thread_while_a_load_fails_is_answered() {
    while_a_load_ends(Held::TheFirst, 1, &[tea(), error()], 2);
}

fn while_a_load_ends(held: Held, failures: usize, values: &[Written], loads: usize) {
    promise("Tasks on any threads can share it.");
    if_it_hangs("one asks for a key while its load ends, and is never told");
    look_at(
        "a load ends on one thread while another one looks: in which order is what is remembered changed, and who is told when?",
    );
    at_each_step(|| {
        let two = TwoThreads::new(failures);
        two.first.asks();
        two.comes_to_the_end_of_the_load();
        let (ends, asks, values) = (two.clone(), two.clone(), values.to_vec());
        held.attempt(
            move || ends.load_ends(),
            move || asks.second.asks(),
            move || two.both_have(&values, loads),
        )
    });
}

fn who_asks_on_another_thread_while_the_one_that_loads_is_dropped_has_the_value() {
    promise("Any caller may be dropped at any time, and the others still get the value.");
    if_it_hangs(
        "one asks while the one that loads is dropped, and waits for a load that nobody makes",
    );
    look_at("who loads is dropped while another one looks: who is told of that, and when?");
    at_each_step(|| {
        let two = TwoThreads::new(0);
        two.first.asks();
        let (dropped, asks) = (two.clone(), two.clone());
        Held::TheFirst.attempt(
            move || dropped.first.is_dropped(),
            move || asks.second.asks(),
            move || two.both_have(&[tea()], 2),
        )
    });
}

/// Who stands still at each step of what happens to it, while something happens to the other.
#[derive(Clone, Copy)]
enum Held {
    TheFirst,
    TheSecond,
}

impl Held {
    fn attempt(
        self,
        first: impl FnOnce() + Send + 'static,
        second: impl FnOnce() + Send + 'static,
        then: impl FnOnce() + 'static,
    ) -> Attempt {
        let (first, second): (Step, Step) = (Box::new(first), Box::new(second));
        let (call, meanwhile) = match self {
            Held::TheFirst => (first, second),
            Held::TheSecond => (second, first),
        };
        let then = Box::new(then);
        Attempt {
            call,
            meanwhile,
            then,
        }
    }
}

type Step = Box<dyn FnOnce() + Send>;

/// Two that ask for tea, each polled by hand where a test likes, and a runtime for the clock.
struct TwoThreads {
    shop: Shop,
    runtime: Arc<Runtime>,
    first: Caller,
    second: Caller,
}

impl TwoThreads {
    fn new(failures: usize) -> Arc<Self> {
        let shop = Shop::of_tea(failures);
        let mut builder = Builder::new_current_thread();
        let runtime = builder.enable_time().start_paused(true).build();
        let runtime = Arc::new(runtime.expect("a runtime needs little"));
        let (first, second) = (Caller::of(&shop, &runtime), Caller::of(&shop, &runtime));
        Arc::new(Self {
            shop,
            runtime,
            first,
            second,
        })
    }

    /// Whoever waits for it is woken, and has not had a turn yet.
    fn comes_to_the_end_of_the_load(&self) {
        self.runtime.block_on(async { sleep(ms(LOAD)).await });
    }

    /// The caller that loads has its turn, or the task that does.
    fn load_ends(&self) {
        self.first.is_polled_if_woken();
        if self.first.waits() {
            self.runtime.block_on(yield_now());
            self.first.is_polled_if_woken();
        }
    }

    /// Each that was not dropped has one of these `values`, after so many loads at most.
    fn both_have(&self, values: &[Written], loads: usize) {
        for _ in 0..4 {
            self.runtime.block_on(async { sleep(ms(2 * LOAD)).await });
            self.first.is_polled_if_woken();
            self.second.is_polled_if_woken();
        }
        self.first.has(values);
        self.second.has(values);
        self.shop.database.journal().peak_at_most(1);
        let made = self.shop.database.journal().calls().len();
        let seen = format!("{made} loads were made, expected {loads} at most");
        let meaning = "a value that was there, or on its way, is loaded once more";
        holds(made <= loads, Kind::WrongResult, &seen, meaning);
    }
}

type Answer = Pin<Box<dyn Future<Output = Written> + Send>>;

/// One that asks for tea. It is polled when it was woken.
struct Caller {
    /// `None` when it was dropped or is done.
    answer: Mutex<Option<Answer>>,
    got: Mutex<Option<Written>>,
    is_dropped: AtomicBool,
    woken: Arc<Woken>,
    runtime: Arc<Runtime>,
}

#[derive(Default)]
struct Woken(AtomicBool);

impl Wake for Woken {
    fn wake(self: Arc<Self>) {
        self.0.store(true, Ordering::SeqCst);
    }
}

impl Caller {
    fn of(shop: &Shop, runtime: &Arc<Runtime>) -> Self {
        let cache = shop.cache.clone();
        let answer: Answer = Box::pin(async move { shown(cache.get("tea").await) });
        Self {
            answer: Mutex::new(Some(answer)),
            got: Mutex::default(),
            is_dropped: AtomicBool::new(false),
            woken: Arc::default(),
            runtime: runtime.clone(),
        }
    }

    fn asks(&self) {
        let _clock = self.runtime.enter();
        let mut answer = lock(&self.answer);
        let waker = Waker::from(self.woken.clone());
        let mut context = Context::from_waker(&waker);
        let polled = (answer.as_mut()).map(|answer| answer.as_mut().poll(&mut context));
        if let Some(Poll::Ready(value)) = polled {
            *lock(&self.got) = Some(value);
            *answer = None;
        }
    }

    fn is_polled_if_woken(&self) {
        if self.woken.0.swap(false, Ordering::SeqCst) {
            self.asks();
        }
    }

    fn waits(&self) -> bool {
        lock(&self.answer).is_some()
    }

    fn is_dropped(&self) {
        let _clock = self.runtime.enter();
        self.is_dropped.store(true, Ordering::SeqCst);
        *lock(&self.answer) = None;
    }

    fn has(&self, values: &[Written]) {
        if self.is_dropped.load(Ordering::SeqCst) {
            return;
        }
        let got = lock(&self.got).clone();
        let seen = "one that asked was not woken any more, and has no value";
        let meaning = "it waits for ever";
        holds(got.is_some(), Kind::Hangs, seen, meaning);
        if let Some(got) = got.filter(|got| !values.contains(got)) {
            equal("the value", got, tea());
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
