//! `Cache` lets many look at once, and loads each value once.

use exercise::Cache;
use lab::ms;
use proof::pause;
use proof::prelude::*;
use std::hash::{Hash, Hasher};
use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::sync::{Arc, Barrier};
use std::thread;

proof::main!(
    a_thread_that_loads_does_not_wait_for_itself,
    a_value_is_loaded_once_in_whatever_order_two_threads_ask,
    two_threads_can_get_at_the_same_time,
    two_threads_can_look_before_they_load_at_the_same_time,
    each_key_has_its_value,
);

/// A key, in whose hash and comparison the test stands: a cache cannot find
/// anything without them.
#[derive(Clone)]
struct Article {
    number: u32,
    meet: Option<Arc<Rendezvous>>,
}

impl Article {
    fn new(number: u32) -> Self {
        Self { number, meet: None }
    }
}

impl Hash for Article {
    fn hash<H: Hasher>(&self, hasher: &mut H) {
        pause("looks");
        self.number.hash(hasher);
    }
}

impl PartialEq for Article {
    fn eq(&self, other: &Self) -> bool {
        if let Some(meet) = self.meet.as_ref().or(other.meet.as_ref()) {
            meet.arrive("look");
        }
        self.number == other.number
    }
}

impl Eq for Article {}

type Prices = Cache<Article, u32>;

/// As `load` comes, so it is called: not at all where the value is there.
fn get_or_load(cache: &Prices, key: Article, load: impl FnOnce() -> u32) -> u32 {
    let load: Box<dyn FnOnce() -> u32 + '_> = Box::new(load);
    cache.get_or_insert_with(key, load)
}

type World = (Prices, AtomicU32);

/// A cache with another article in it, so that there is something to look at.
fn world() -> World {
    let cache = Cache::new();
    within(ms(2_500), "load", || {
        get_or_load(&cache, Article::new(1), || 10)
    });
    (cache, AtomicU32::new(0))
}

/// Some article, and what the first of two threads would load; the other loads one more.
fn some() -> (u32, u32) {
    let draw = || u32::try_from(number(2..90)).unwrap_or(2);
    (draw(), draw())
}

fn ask((article, value): (u32, u32)) -> impl Fn(&World, usize) -> u32 {
    move |(cache, loads), who| {
        get_or_load(cache, Article::new(article), || {
            loads.fetch_add(1, SeqCst);
            pause("loads");
            [value, value + 1][who]
        })
    }
}

fn a_thread_that_loads_does_not_wait_for_itself() {
    let some = some();
    Interleavings::of(1).each(
        || (Cache::new(), AtomicU32::new(0)),
        ask(some),
        |_, got| equal("what was loaded", got, [some.1]),
    );
}

fn a_value_is_loaded_once_in_whatever_order_two_threads_ask() {
    let some = some();
    Interleavings::of(2).each(world, ask(some), |(cache, loads), got| {
        let loads = loads.load(SeqCst);
        equal("the number of times that it was loaded", loads, 1);
        equal("whether both got the same", got[0] == got[1], true);
        let found = cache.get(&Article::new(some.0));
        equal("what `get` finds", found, Some(got[0]));
    });
}

/// Both threads are in the middle of a look for what is there.
fn two_look(look: impl Fn(&Prices, Article) -> Option<u32> + Sync) {
    look_at("what a thread takes in order to look: does it keep another one from looking?");
    within(ms(2_500), "look", || {
        let (cache, (number, value)) = (Cache::new(), some());
        get_or_load(&cache, Article::new(number), || value);
        let meet = Some(Arc::new(Rendezvous::of(2)));
        let start = Barrier::new(2);
        let asks = || {
            let meet = meet.clone();
            start.wait();
            look(&cache, Article { number, meet })
        };
        let got = thread::scope(|scope| {
            let both = [scope.spawn(asks), scope.spawn(asks)];
            both.map(|thread| thread.join().unwrap_or_default())
        });
        equal("what the threads got", got, [Some(value); 2]);
    });
}

fn two_threads_can_get_at_the_same_time() {
    two_look(|cache, key| cache.get(&key));
}

fn two_threads_can_look_before_they_load_at_the_same_time() {
    two_look(|cache, key| Some(get_or_load(cache, key, || 1)));
}

fn each_key_has_its_value() {
    within(ms(2_500), "look", || {
        let (cache, loads, first) = (Cache::new(), AtomicU32::new(0), some().0);
        let load = |value| {
            loads.fetch_add(1, SeqCst);
            value
        };
        let get = |number| cache.get(&Article::new(number));
        equal("what `get` finds before", get(first), None);
        let got = [first, first + 1, first]
            .map(|number| get_or_load(&cache, Article::new(number), || load(number * 10)));
        let (one, next) = (first * 10, first * 10 + 10);
        equal("what was loaded", got, [one, next, one]);
        let got = [first, first + 1, first + 2].map(get);
        equal("what `get` finds", got, [Some(one), Some(next), None]);
        equal("the number of loads", loads.into_inner(), 2);
    });
}
