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

type World = (Cache<Article, u32>, AtomicU32);

/// A cache with another article in it, so that there is something to look at.
fn world() -> World {
    let cache = Cache::new();
    within(ms(2_500), "load", || {
        cache.get_or_insert_with(Article::new(1), || 10)
    });
    (cache, AtomicU32::new(0))
}

fn ask((cache, loads): &World, who: usize) -> u32 {
    cache.get_or_insert_with(Article::new(7), || {
        loads.fetch_add(1, SeqCst);
        pause("loads");
        [40, 41][who]
    })
}

fn a_thread_that_loads_does_not_wait_for_itself() {
    Interleavings::of(1).each(
        || (Cache::new(), AtomicU32::new(0)),
        ask,
        |_, got| equal("what was loaded", got, [40]),
    );
}

fn a_value_is_loaded_once_in_whatever_order_two_threads_ask() {
    Interleavings::of(2).each(world, ask, |(cache, loads), got| {
        let loads = loads.load(SeqCst);
        equal("the number of times that it was loaded", loads, 1);
        equal("whether both got the same", got[0] == got[1], true);
        let found = cache.get(&Article::new(7));
        equal("what `get` finds", found, Some(got[0]));
    });
}

/// Both threads are in the middle of a look for what is there.
fn two_look(look: impl Fn(&Cache<Article, u32>, Article) -> Option<u32> + Sync) {
    look_at("what a thread takes in order to look: does it keep another one from looking?");
    within(ms(2_500), "look", || {
        let cache = Cache::new();
        cache.get_or_insert_with(Article::new(7), || 40);
        let meet = Some(Arc::new(Rendezvous::of(2)));
        let start = Barrier::new(2);
        let asks = || {
            let (number, meet) = (7, meet.clone());
            start.wait();
            look(&cache, Article { number, meet })
        };
        let got = thread::scope(|scope| {
            let both = [scope.spawn(asks), scope.spawn(asks)];
            both.map(|thread| thread.join().unwrap_or_default())
        });
        equal("what the threads got", got, [Some(40); 2]);
    });
}

fn two_threads_can_get_at_the_same_time() {
    two_look(|cache, key| cache.get(&key));
}

fn two_threads_can_look_before_they_load_at_the_same_time() {
    two_look(|cache, key| Some(cache.get_or_insert_with(key, || 41)));
}

fn each_key_has_its_value() {
    within(ms(2_500), "look", || {
        let (cache, loads) = (Cache::new(), AtomicU32::new(0));
        let load = |value| {
            loads.fetch_add(1, SeqCst);
            value
        };
        equal("what `get` finds before", cache.get(&1), None);
        let got = [1, 2, 1].map(|key| cache.get_or_insert_with(key, || load(key * 10)));
        equal("what was loaded", got, [10, 20, 10]);
        let got = [1, 2, 3].map(|key| cache.get(&key));
        equal("what `get` finds", got, [Some(10), Some(20), None]);
        equal("the number of loads", loads.into_inner(), 2);
    });
}
