//! `Cache` lets many look at once, and loads each value once.

// no promise: "Values by their keys, for threads that share a reference to it." It says what the type is; the tests share one.
// no promise: "`load` does not panic." The tests keep to it.

use exercise::Cache;
use lab::ms;
use proof::prelude::*;
use proof::{Attempt, Background, at_each_step_from_there, held_from_here, pause};
use std::hash::{Hash, Hasher};
use std::sync::atomic::{AtomicU32, AtomicUsize, Ordering::SeqCst};
use std::sync::{Arc, Barrier, Mutex, mpsc};
use std::thread;
use std::time::Duration;

proof::main!(
    a_thread_that_loads_does_not_wait_for_itself,
    a_value_is_loaded_once_in_whatever_order_two_threads_ask,
    so_it_is_when_three_threads_ask,
    who_looks_while_another_one_loads_all_of_it_does_not_load_again,
    who_looks_while_another_one_begins_to_load_does_not_load_too,
    who_looks_while_a_load_ends_gets_what_was_loaded,
    who_waits_for_a_value_waits_also_when_another_one_is_there,
    what_is_there_is_found_while_something_else_is_loaded,
    so_it_is_however_long_that_takes,
    threads_can_get_at_the_same_time,
    threads_can_look_before_they_load_at_the_same_time,
    so_can_those_that_came_while_something_was_loaded,
    who_finds_a_value_waits_for_nobody_who_looks,
    each_key_has_its_value,
    many_values_are_kept,
    what_loads_may_use_another_cache,
);

/// A key, in whose hash and comparison the test stands: a cache cannot find
/// anything without them.
#[derive(Clone)]
struct Article {
    number: u32,
    meet: Option<Arc<Rendezvous>>,
    stop: Option<Arc<Stop>>,
    on_look: Option<OnLook>,
}

/// What happens when it is looked for.
type OnLook = Arc<dyn Fn() + Send + Sync>;

/// So many looks go through, and the later ones stop at a gate.
struct Stop(AtomicUsize, Mutex<()>);

impl Stop {
    fn look(&self) {
        let left = |looks: usize| looks.checked_sub(1);
        if self.0.fetch_update(SeqCst, SeqCst, left).is_err() {
            drop(self.1.lock());
        }
    }
}

impl Article {
    fn new(number: u32) -> Self {
        Self {
            number,
            meet: None,
            stop: None,
            on_look: None,
        }
    }
}

impl Hash for Article {
    fn hash<H: Hasher>(&self, hasher: &mut H) {
        pause("looks");
        if let Some(on_look) = &self.on_look {
            on_look();
        }
        self.number.hash(hasher);
    }
}

impl PartialEq for Article {
    fn eq(&self, other: &Self) -> bool {
        if let Some(meet) = self.meet.as_ref().or(other.meet.as_ref()) {
            meet.arrive("look");
        }
        if let Some(stop) = self.stop.as_ref().or(other.stop.as_ref()) {
            stop.look();
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

/// Some article, and what the first thread would load; each other one loads one more.
fn some() -> (u32, u32) {
    let draw = || u32::try_from(number(2..90)).unwrap_or(2);
    (draw(), draw())
}

fn ask((article, value): (u32, u32)) -> impl Fn(&World, usize) -> u32 {
    move |(cache, loads), who| {
        get_or_load(cache, Article::new(article), || {
            loads.fetch_add(1, SeqCst);
            pause("loads");
            value + u32::try_from(who).unwrap_or_default()
        })
    }
}

fn a_thread_that_loads_does_not_wait_for_itself() {
    promise("If nothing was, `load` it now, and keep it.");
    let some = some();
    Interleavings::of(1).each(
        || (Cache::new(), AtomicU32::new(0)),
        ask(some),
        |_, got| equal("what was loaded", got, [some.1]),
    );
}

/// So many threads ask for the same at the same time.
fn loaded_once(threads: usize) {
    promise("For each key `load` runs only once, also if several threads ask for it");
    let some = some();
    Interleavings::of(threads).each(world, ask(some), |(cache, loads), got| {
        let loads = loads.load(SeqCst);
        equal("the number of times that it was loaded", loads, 1);
        let same = got.iter().all(|value| *value == got[0]);
        equal("whether all got the same", same, true);
        let found = cache.get(&Article::new(some.0));
        equal("what `get` finds", found, Some(got[0]));
    });
}

fn a_value_is_loaded_once_in_whatever_order_two_threads_ask() {
    loaded_once(2);
}

fn so_it_is_when_three_threads_ask() {
    loaded_once(3);
}

/// Somebody who looks stands still at each step until the next look, while somebody else
/// asks for the same.
fn who_looks_while_another_one_loads_all_of_it_does_not_load_again() {
    no_second_load(Duration::ZERO);
}

/// The other one has begun a load when the one who looks goes on.
fn who_looks_while_another_one_begins_to_load_does_not_load_too() {
    no_second_load(ms(20));
}

fn no_second_load(lasts: Duration) {
    promise("For each key `load` runs only once, also if several threads ask for it");
    look_at("one looks and finds nothing: what can another one do before the first one loads?");
    for look in 0..3 {
        at_each_step_from_there(|| {
            let (shared, (number, value)) = (Arc::new(a_little_world()), some());
            let [here, there] = [(); 2].map(|()| shared.clone());
            let (ends, ended) = mpsc::channel::<()>();
            let looks = move || {
                load(&here, held_from(look, number), value, || {});
                drop(ends);
            };
            let lasts = move || drop(ended.recv_timeout(lasts));
            Attempt {
                call: Box::new(looks),
                meanwhile: Box::new(move || load(&there, at_rest(number), value, lasts)),
                then: Box::new(move || loaded_by_one(&shared)),
            }
        });
    }
}

/// So does somebody while the load ends that it may wait for.
fn who_looks_while_a_load_ends_gets_what_was_loaded() {
    promise("the others wait, asleep or not, and get what was loaded");
    if_it_hangs("a thread asks for a value while its load ends, and is never told");
    look_at(
        "a load ends while another thread looks: who changes what first, and who is told when?",
    );
    for look in 0..3 {
        at_each_step_from_there(|| {
            let (shared, (number, value)) = (Arc::new(a_little_world()), some());
            let here = shared.clone();
            let ends = load_that_ends(&shared, number, value);
            Attempt {
                call: Box::new(move || load(&here, held_from(look, number), value, || {})),
                meanwhile: Box::new(ends),
                then: Box::new(move || loaded_by_one(&shared)),
            }
        });
    }
}

/// A load that is under way, and what lets it come to its end.
fn load_that_ends(shared: &Arc<World>, number: u32, value: u32) -> impl FnOnce() + Send + use<> {
    let (begins, begun) = mpsc::channel();
    let (opens, gate) = mpsc::channel::<()>();
    let (ends, ended) = mpsc::channel();
    let shared = shared.clone();
    let loads = background("load", move || {
        get_or_load(&shared.0, Article::new(number), || {
            shared.1.fetch_add(1, SeqCst);
            let _ = begins.send(());
            // Somebody has to open it who is not held, too.
            let _ = gate.recv_timeout(ms(40));
            value
        });
        let _ = ends.send(());
    });
    let _ = begun.recv();
    move || {
        drop(opens);
        if ended.recv_timeout(ms(5)).is_err() {
            loads.watch().settles();
        }
    }
}

fn load((cache, loads): &World, article: Article, value: u32, lasts: impl FnOnce()) {
    let got = get_or_load(cache, article, || {
        loads.fetch_add(1, SeqCst);
        lasts();
        value
    });
    equal("what was loaded", got, value);
}

/// Whoever looks for it is held from that look on, until the next one.
fn held_from(look: usize, number: u32) -> Article {
    let looks = AtomicUsize::new(0);
    looked_for(number, move || {
        if looks.fetch_add(1, SeqCst) >= look {
            held_from_here();
        }
    })
}

/// Who looks again and again may do so: but somebody who is held waits for this one.
fn at_rest(number: u32) -> Article {
    let looks = AtomicUsize::new(0);
    looked_for(number, move || {
        if looks.fetch_add(1, SeqCst) > 9 {
            thread::sleep(ms(30));
        }
    })
}

fn looked_for(number: u32, on_look: impl Fn() + Send + Sync + 'static) -> Article {
    Article {
        on_look: Some(Arc::new(on_look)),
        ..Article::new(number)
    }
}

/// As [`world`], made again and again.
fn a_little_world() -> World {
    let cache = Cache::new();
    get_or_load(&cache, Article::new(1), || 10);
    (cache, AtomicU32::new(0))
}

fn loaded_by_one((_, loads): &World) {
    let loads = loads.load(SeqCst);
    equal("the number of times that it was loaded", loads, 1);
}

/// A load that lasts until its gate opens; loads of `counted` are counted.
#[derive(Clone)]
struct Loads {
    cache: Arc<Prices>,
    counted: u32,
    count: Arc<AtomicU32>,
}

impl Loads {
    fn of(cache: Prices, counted: u32) -> Self {
        Self {
            cache: Arc::new(cache),
            counted,
            count: Arc::default(),
        }
    }

    fn ask(&self, number: u32, gate: &Arc<Mutex<()>>) -> Background<u32> {
        let (own, gate) = (self.clone(), gate.clone());
        let asks = background("load", move || {
            get_or_load(&own.cache, Article::new(number), || {
                let counts = u32::from(number == own.counted);
                own.count.fetch_add(counts, SeqCst);
                drop(gate.lock());
                number + 7
            })
        });
        // Until it loads, or waits.
        asks.watch().settles();
        asks
    }
}

fn who_waits_for_a_value_waits_also_when_another_one_is_there() {
    promise(
        "For each key `load` runs only once, also if several threads ask for it at the same time: the others wait",
    );
    look_at("who waits for a value and is woken: is it there, or was another one loaded?");
    let number = some().0;
    let loads = Loads::of(Cache::new(), number);
    let gates: [Arc<Mutex<()>>; 2] = Default::default();
    let [closed, another_closed] = gates.each_ref().map(|gate| gate.lock());
    let first = loads.ask(number, &gates[0]);
    let another = loads.ask(number + 1, &gates[1]);
    let waits = loads.ask(number, &gates[0]);
    drop(another_closed);
    another.watch().settles();
    waits.watch().settles();
    drop(closed);
    let got = [first, another, waits].map(|asks| asks.result());
    let wanted = [number + 7, number + 8, number + 7];
    equal("what three threads got", got, wanted);
    let count = loads.count.load(SeqCst);
    equal("the number of times that the first was loaded", count, 1);
}

fn what_is_there_is_found_while_something_else_is_loaded() {
    promise("A clone of what was loaded for `key`, if anything was.");
    look_at("what does a look say while somebody else has the lock?");
    let some = some();
    Interleavings::of(3).each(
        world,
        |world, who| match who {
            0 => Some(ask(some)(world, 0)),
            1 => world.0.get(&Article::new(1)),
            _ => Some(get_or_load(&world.0, Article::new(1), || 404)),
        },
        |_, got| equal("what was found", got, [Some(some.1), Some(10), Some(10)]),
    );
}

/// Something is loaded for longer than anybody tries by number to look.
fn so_it_is_however_long_that_takes() {
    promise("A clone of what was loaded for `key`, if anything was.");
    look_at("what does a look say while somebody else has the lock, and how long does it wait?");
    let (loads, gate, number) = (Loads::of(Cache::new(), 0), Arc::default(), some().0);
    get_or_load(&loads.cache, Article::new(1), || 10);
    let closed = Mutex::lock(&gate);
    let loaded = loads.ask(number, &gate);
    let cache = loads.cache.clone();
    let got = background("get", move || cache.get(&Article::new(1)));
    // Until it is done or sleeps, or has tried for a while.
    got.watch().settles();
    let asked = loads.ask(1, &gate);
    drop(closed);
    equal("what `get` found", got.result(), Some(10));
    let both = [asked, loaded].map(|asks| asks.result());
    equal("what was found and what was loaded", both, [10, number + 7]);
}

/// More than anybody would let in by number.
const LOOKERS: usize = 40;

/// A cache with one value in it, and a key that is found only when all look at once.
fn lookers() -> (Prices, Article, u32) {
    let (cache, (number, value)) = (Cache::new(), some());
    get_or_load(&cache, Article::new(number), || value);
    let meet = Some(Arc::new(Rendezvous::of(LOOKERS)));
    let key = Article {
        meet,
        ..Article::new(number)
    };
    (cache, key, value)
}

/// All threads are in the middle of a look for what is there.
fn all_look(look: impl Fn(&Prices, Article) -> Option<u32> + Sync) {
    look_at("what a thread takes in order to look: does it keep another one from looking?");
    within(ms(4_000), "look", || {
        let (cache, key, value) = lookers();
        let start = Barrier::new(LOOKERS);
        let asks = || {
            start.wait();
            look(&cache, key.clone())
        };
        let got = thread::scope(|scope| {
            let all: Vec<_> = (0..LOOKERS).map(|_| scope.spawn(asks)).collect();
            let got = all
                .into_iter()
                .map(|thread| thread.join().unwrap_or_default());
            got.filter(|got| *got == Some(value)).count()
        });
        equal("the number of threads that found the value", got, LOOKERS);
    });
}

fn threads_can_get_at_the_same_time() {
    promise("Any number of threads can look something up at the same time.");
    all_look(|cache, key| cache.get(&key));
}

fn threads_can_look_before_they_load_at_the_same_time() {
    promise("What is there already is looked up as in [`Cache::get`]");
    all_look(|cache, key| Some(get_or_load(cache, key, || 1)));
}

/// Somebody has the lock when they come, and they have to wait. Then they look.
fn so_can_those_that_came_while_something_was_loaded() {
    promise("What is there already is looked up as in [`Cache::get`]");
    look_at("what does a thread take in order to look, if it cannot look at once?");
    let (cache, key, _) = lookers();
    let (loads, gate) = (Loads::of(cache, 0), Arc::default());
    let closed = Mutex::lock(&gate);
    let another = loads.ask(key.number + 1, &gate);
    within(ms(6_000), "look", || {
        thread::scope(|scope| {
            for _ in 0..LOOKERS {
                scope.spawn(|| get_or_load(&loads.cache, key.clone(), || 1));
            }
            ThreadWatch::everybody_else().settles();
            drop(closed);
        });
    });
    another.result();
}

/// Somebody stops in the middle of a look, also of a second or third one if there is any.
fn who_finds_a_value_waits_for_nobody_who_looks() {
    promise(
        "What is there already is looked up as in [`Cache::get`]: at the same time as others do",
    );
    look_at("what does a thread do when it has found the value?");
    if_it_hangs("somebody is in the middle of a look, and who looks for the same waits for that");
    for looks in 0..3 {
        let (cache, (number, value)) = (Arc::new(Cache::new()), some());
        get_or_load(&cache, Article::new(number), || value);
        let stop = Arc::new(Stop(looks.into(), Mutex::default()));
        let closed = stop.1.lock();
        let slow = Article {
            stop: Some(stop.clone()),
            ..Article::new(number)
        };
        let (one, other) = (cache.clone(), cache);
        let stops = background("a look", move || get_or_load(&one, slow, || 404));
        stops.watch().settles();
        let goes_on = background("look", move || {
            get_or_load(&other, Article::new(number), || 404)
        });
        equal("what was found", goes_on.result(), value);
        drop(closed);
        equal("what was found by who stopped", stops.result(), value);
    }
}

fn each_key_has_its_value() {
    promise("Nothing is in it.");
    within(ms(2_500), "look", || {
        let (cache, loads, first) = (Cache::new(), AtomicU32::new(0), some().0);
        let load = |value| {
            loads.fetch_add(1, SeqCst);
            value
        };
        let get = |number| cache.get(&Article::new(number));
        equal("what `get` finds before", get(first), None);
        promise(
            "A clone of what was loaded for `key`. If nothing was, `load` it now, and keep it.",
        );
        let got = [first, first + 1, first]
            .map(|number| get_or_load(&cache, Article::new(number), || load(number * 10)));
        let (one, next) = (first * 10, first * 10 + 10);
        equal("what was loaded", got, [one, next, one]);
        let got = [first, first + 1, first + 2].map(get);
        equal("what `get` finds", got, [Some(one), Some(next), None]);
        equal("the number of loads", loads.into_inner(), 2);
    });
}

fn many_values_are_kept() {
    const MANY: u32 = 1_500;
    promise("For each key `load` runs only once");
    look_at("what becomes of a value when many others have been loaded?");
    within(ms(4_000), "look", || {
        let (cache, loads) = (Cache::new(), AtomicU32::new(0));
        for _ in 0..2 {
            for number in 0..MANY {
                get_or_load(&cache, Article::new(number), || {
                    loads.fetch_add(1, SeqCst);
                    // Many articles have the same price.
                    number % 7
                });
            }
        }
        let found =
            (0..MANY).filter(|number| cache.get(&Article::new(*number)) == Some(number % 7));
        equal(
            "the number of values that `get` finds",
            found.count(),
            MANY as usize,
        );
        equal("the number of loads", loads.into_inner(), MANY);
    });
}

fn what_loads_may_use_another_cache() {
    promise("it may use another one");
    if_it_hangs("`load` looks something up in another cache, and waits for what this one holds");
    within(ms(2_500), "load", || {
        let (cache, another, (number, value)) = (Cache::new(), Cache::new(), some());
        let article = || Article::new(number);
        let got = get_or_load(&cache, article(), || {
            get_or_load(&another, article(), || value) + 1
        });
        equal("what was loaded", got, value + 1);
        equal(
            "what is in the other cache",
            another.get(&article()),
            Some(value),
        );
    });
}
