//! `fill` renders what is missing on the threads of the pool, and nobody holds the cache meanwhile.
// no promise: "Thumbnails by the number of the picture." It says what the type is.
// no promise: "No number occurs twice in `ids`." It is the test that keeps this.
// no promise: "It is up to you whether you render one that others put in while this function runs." Both are right.

use exercise::Cache;
use lab::ms;
use proof::prelude::*;
use proof::{comes_true, is_free_during};
use rayon::{ThreadPool, ThreadPoolBuilder};
use std::collections::{BTreeMap, HashMap};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, mpsc};
use std::thread::{self, ThreadId};
use std::time::Instant;

proof::main!(
    the_cache_is_free_while_a_picture_is_rendered,
    every_picture_is_rendered_in_the_pool_of_the_caller,
    several_pictures_are_rendered_at_the_same_time,
    whoever_calls_from_outside_of_the_pool_renders_nothing,
    what_is_missing_is_rendered_once,
    there_may_be_nothing_to_render,
    a_cache_that_is_busy_for_a_moment_is_waited_for,
    what_others_find_and_put_in_meanwhile_stays,
    what_others_put_in_at_any_moment_stays,
    the_cache_is_free_whenever_the_pool_is_waited_for,
);

/// Of one type whatever is rendered.
type Render<'a> = &'a (dyn Fn(u32) -> String + Sync);

fn pool() -> ThreadPool {
    let pool = ThreadPoolBuilder::new().num_threads(4).build();
    pool.expect("the system has four threads")
}

/// What is missing is rendered: so many times.
fn fill(pool: &ThreadPool, cache: &Cache, ids: &[u32], render: impl Fn(u32) -> String + Sync) {
    let calls = AtomicUsize::new(0);
    let render: Render = &|id| {
        calls.fetch_add(1, Ordering::SeqCst);
        render(id)
    };
    if_it_hangs("a thread waits for a lock that it, or whoever waits for it, holds itself");
    within(ms(3_000), "fill", || {
        pool.install(|| exercise::fill(cache, ids, render));
    });
    equal(
        "whether a picture was rendered",
        calls.into_inner() > 0,
        true,
    );
}

/// All thumbnails, by number.
fn thumbnails(cache: Cache) -> Vec<(u32, String)> {
    let cache = cache.into_inner().expect("no panic");
    BTreeMap::from_iter(cache).into_iter().collect()
}

fn the_cache_is_free_while_a_picture_is_rendered() {
    promise("While `render` is under way, nobody holds `cache` for longer than a moment.");
    look_at("from where to where is a guard of the lock alive, and what is called in between?");
    for ids in [&[1, 2][..], &[1]] {
        let cache = Cache::default();
        fill(&pool(), &cache, ids, |id| {
            let item = format!("picture {id}");
            is_free_during(&item, "the cache", || cache.try_lock().is_ok());
            item
        });
    }
}

fn several_pictures_are_rendered_at_the_same_time() {
    promise("several of them at the same time.");
    look_at("what does a thread of the pool wait for, before it renders the next picture?");
    for ids in [&[1, 2, 3, 4, 5, 6, 7][..], &[1, 2]] {
        let (cache, meet) = (Cache::default(), Rendezvous::of(2));
        fill(&pool(), &cache, ids, |id| {
            let item = format!("picture {id}");
            meet.arrive(&item);
            item
        });
    }
}

fn every_picture_is_rendered_in_the_pool_of_the_caller() {
    promise("The calls run on the threads of the rayon pool in which this function is called");
    let pool = pool();
    let own = pool.broadcast(|_| thread::current().id());
    let ids = &[1, 2, 3, 4, 5, 6];
    rendered_by(&own, ids, |cache, render| fill(&pool, cache, ids, render));
}

/// Outside of any pool, it is the one that rayon makes by itself.
fn whoever_calls_from_outside_of_the_pool_renders_nothing() {
    promise(
        "Whoever calls it from outside of the pool renders nothing, unless only one picture is missing.",
    );
    // A pool of one thread shares nothing out: then whoever calls does all of it.
    let pool = rayon::ThreadPoolBuilder::new().num_threads(4);
    pool.build_global().expect("nobody has called rayon before");
    let own = rayon::broadcast(|_| thread::current().id());
    for ids in [&[1, 2, 3, 4, 5, 6][..], &[1, 2]] {
        rendered_by(&own, ids, |cache, render| {
            within(ms(3_000), "fill", || exercise::fill(cache, ids, render));
        });
    }
}

fn rendered_by(own: &[ThreadId], ids: &[u32], fill: impl FnOnce(&Cache, Render)) {
    let (cache, elsewhere) = (Cache::default(), AtomicUsize::new(0));
    fill(&cache, &|_| {
        let here = own.contains(&thread::current().id());
        elsewhere.fetch_add(usize::from(!here), Ordering::SeqCst);
        String::new()
    });
    let elsewhere = elsewhere.into_inner();
    holds(
        elsewhere == 0,
        Kind::WrongThread,
        &format!(
            "pictures that were rendered on a thread of another kind: {elsewhere} of {}",
            ids.len()
        ),
        "threads beside those of the pool take turns with them on the same cores",
    );
}

/// Some of each: asked for and there, one of them with a thumbnail of no letters; asked
/// for and missing, an odd number of them; and neither.
fn what_is_missing_is_rendered_once() {
    promise("Call `render` once for each picture that is not in the cache, and for no other.");
    let kept = [(3, "kept 3"), (5, ""), (9, "kept 9")];
    let kept = kept.map(|(id, thumbnail)| (id, thumbnail.to_owned()));
    let (cache, calls) = (Cache::new(HashMap::from(kept)), Mutex::new(Vec::new()));
    fill(&pool(), &cache, &[8, 3, 1, 5, 4, 2, 7], |id| {
        calls.lock().expect("no panic").push(id);
        format!("new {id}")
    });
    let mut calls = calls.into_inner().expect("no panic");
    calls.sort_unstable();
    equal("the list of pictures rendered", calls, [1, 2, 4, 7, 8]);
    promise("Put the thumbnail of each of the pictures `ids` into `cache`.");
    let all = [
        (1, "new 1"),
        (2, "new 2"),
        (3, "kept 3"),
        (4, "new 4"),
        (5, ""),
        (7, "new 7"),
        (8, "new 8"),
        (9, "kept 9"),
    ];
    let all = all.map(|(id, thumbnail)| (id, thumbnail.to_owned()));
    equal("the list of thumbnails", thumbnails(cache), all);
}

/// No pictures, all of them there already, and a single one that is missing.
fn there_may_be_nothing_to_render() {
    promise("Call `render` once for each picture that is not in the cache, and for no other.");
    let pool = pool();
    for (ids, missing) in [(&[][..], 0), (&[1, 2], 0), (&[2, 5, 1], 1)] {
        let known = [(1, "kept 1"), (2, "kept 2"), (5, "new 5")];
        let wanted = expected("the list of thumbnails", &known[..2 + missing]);
        let kept = [(1, "kept 1".to_owned()), (2, "kept 2".to_owned())];
        let (cache, calls) = (Cache::new(HashMap::from(kept)), AtomicUsize::new(0));
        let render: Render = &|id| {
            calls.fetch_add(1, Ordering::SeqCst);
            format!("new {id}")
        };
        within(ms(3_000), "fill", || {
            pool.install(|| exercise::fill(&cache, ids, render));
        });
        holds(
            calls.load(Ordering::SeqCst) == missing,
            Kind::WrongResult,
            &format!(
                "of the pictures {ids:?}, with 1 and 2 in the cache, a wrong number was rendered"
            ),
            "what is in the cache is rendered again, or what is missing is not",
        );
        wanted.is(thumbnails(cache));
    }
}

/// Somebody else has it when `fill` looks what is missing, and when each thumbnail is
/// done.
fn a_cache_that_is_busy_for_a_moment_is_waited_for() {
    promise("Put the thumbnail of each of the pictures `ids` into `cache`.");
    look_at("what is done with a thumbnail if the cache is not free at that moment?");
    let kept = HashMap::from([(2, "kept".to_owned())]);
    let cache = Arc::new(Cache::new(kept));
    somebody_has(&cache);
    let again = AtomicUsize::new(0);
    fill(&pool(), &cache, &[1, 2, 3, 4], |id| {
        again.fetch_add(usize::from(id == 2), Ordering::SeqCst);
        somebody_has(&cache);
        "new".to_owned()
    });
    equal(
        "how often what was there was rendered again",
        again.into_inner(),
        0,
    );
    let wanted = [(1, "new"), (2, "kept"), (3, "new"), (4, "new")];
    let wanted = wanted.map(|(id, thumbnail)| (id, thumbnail.to_owned()));
    let seen = cache.lock().expect("no panic").clone();
    equal(
        "the list of thumbnails",
        thumbnails(Cache::new(seen)),
        wanted,
    );
}

/// For a moment, which has begun when this returns.
fn somebody_has(cache: &Arc<Cache>) {
    let (begin, begun) = mpsc::channel();
    let cache = Arc::clone(cache);
    thread::spawn(move || {
        let guard = cache.lock();
        let _ = begin.send(());
        thread::sleep(ms(30));
        drop(guard);
    });
    // Unless the answer holds it: then others cannot have it.
    let _ = begun.recv_timeout(ms(1_000));
}

/// Somebody else comes by while a picture is rendered, looks around, and puts in a
/// picture of their own, and the one that is being rendered.
fn what_others_find_and_put_in_meanwhile_stays() {
    promise("While `render` is under way, nobody holds `cache` for longer than a moment.");
    look_at("is it one cache all the time, and what was put in between the look and the end?");
    let cache = Cache::new(HashMap::from([(9, "kept".to_owned())]));
    let (missed, unfinished) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let comes_by = |id| {
        let Ok(mut cache) = cache.try_lock() else {
            return false;
        };
        missed.fetch_add(usize::from(!cache.contains_key(&9)), Ordering::SeqCst);
        let done = |thumbnail: &String| thumbnail == "new" || thumbnail == "of another";
        let others = cache.iter().filter(|(id, _)| **id != 9);
        let halves = others.filter(|(_, thumbnail)| !done(thumbnail)).count();
        unfinished.fetch_add(halves, Ordering::SeqCst);
        if id != 2 {
            cache.insert(id, "of another".to_owned());
            cache.insert(10 * id, "of another".to_owned());
        }
        true
    };
    fill(&pool(), &cache, &[1, 2, 3], |id| {
        is_free_during(&format!("picture {id}"), "the cache", || comes_by(id));
        "new".to_owned()
    });
    promise("Others find in it what was there before, and no thumbnail that is not done.");
    holds(
        missed.into_inner() == 0,
        Kind::WrongResult,
        "while a picture was rendered, a thumbnail that was there before could not be found",
        "others render again what the cache had already",
    );
    holds(
        unfinished.into_inner() == 0,
        Kind::WrongResult,
        "while a picture was rendered, something was in the cache that no `render` has returned",
        "others take it for a thumbnail and show it",
    );
    promise(
        "What they put in meanwhile stays, also if it is one of `ids`: then it is theirs that is in the cache afterwards.",
    );
    let after = [
        (1, "of another"),
        (2, "new"),
        (3, "of another"),
        (9, "kept"),
        (10, "of another"),
        (30, "of another"),
    ];
    let after = after.map(|(id, thumbnail)| (id, thumbnail.to_owned()));
    let seen = thumbnails(cache);
    equal("the list of thumbnails afterwards", seen, after);
}

/// Between a look at the cache and what is put in because of it. Where these are two
/// locks, the moment in between is short, so it is tried many times: by one that waits
/// for the cache behind `fill`, and by one that tries again and again.
fn what_others_put_in_at_any_moment_stays() {
    promise(
        "What they put in meanwhile stays, also if it is one of `ids`: then it is theirs that is in the cache afterwards.",
    );
    look_at(
        "between the look whether a thumbnail is missing and putting it in, who can have the cache?",
    );
    let (pool, begun) = (pool(), Instant::now());
    let others: [fn(&Cache) -> String; 2] = [waits_behind, comes_after_the_look];
    for other in others.into_iter().cycle().take(100) {
        if begun.elapsed() > ms(300) {
            return;
        }
        somebody_is_quicker(&pool, other);
    }
}

/// Put in what `fill` renders, and say what is there then.
fn theirs(mut cache: MutexGuard<'_, HashMap<u32, String>>) -> String {
    let found = cache.entry(1).or_insert_with(|| "of another".to_owned());
    found.clone()
}

/// `fill` sleeps until the cache is free, and so does somebody else.
fn waits_behind(cache: &Cache) -> String {
    let held = cache.lock().expect("no panic");
    thread::scope(|scope| {
        thread::sleep(ms(1));
        let next = scope.spawn(|| theirs(cache.lock().expect("no panic")));
        thread::sleep(ms(1));
        drop(held);
        next.join().expect("no panic")
    })
}

/// When it was free, `fill` has it; and then it is free again.
fn comes_after_the_look(cache: &Cache) -> String {
    let held = cache.lock().expect("no panic");
    thread::sleep(ms(1));
    drop(held);
    let begun = Instant::now();
    while cache.try_lock().is_ok() && begun.elapsed() < ms(5) {}
    loop {
        if let Ok(cache) = cache.try_lock() {
            return theirs(cache);
        }
    }
}

fn somebody_is_quicker(pool: &ThreadPool, other: fn(&Cache) -> String) {
    let cache = &Cache::default();
    let (begin, begun) = mpsc::channel();
    let left = thread::scope(|scope| {
        let left = scope.spawn(move || begun.recv().ok().map(|()| other(cache)));
        fill(pool, cache, &[1], |_| {
            let _ = begin.send(());
            // Until it has the cache.
            comes_true(ms(1_000), || cache.try_lock().is_err());
            "new".to_owned()
        });
        drop(begin);
        left.join().expect("no panic")
    });
    let seen = cache.lock().expect("no panic").get(&1).cloned();
    equal("the thumbnail that is in the cache afterwards", seen, left);
}

/// The only thread of the pool needs the cache for something else, whenever `fill`
/// waits for it: before the first picture, and after the last.
fn the_cache_is_free_whenever_the_pool_is_waited_for() {
    promise("call neither rayon nor anything slow under the lock.");
    look_at("which calls does a guard of the lock live through?");
    let pool = ThreadPoolBuilder::new().num_threads(1);
    pool.build_global().expect("nobody has called rayon before");
    let cache = Arc::new(Cache::default());
    let caller = ThreadWatch::this_thread();
    let (over, wait) = mpsc::channel();
    let other_work = {
        let cache = Arc::clone(&cache);
        move || {
            let (cache, over) = (Arc::clone(&cache), over.clone());
            rayon::spawn(move || {
                caller.settles();
                let item = "other work of the pool";
                is_free_during(item, "the cache", || cache.try_lock().is_ok());
                let _ = over.send(());
            });
        }
    };
    other_work();
    let calls = AtomicUsize::new(0);
    let render: Render = &|_| {
        if calls.fetch_add(1, Ordering::SeqCst) == 2 {
            other_work();
        }
        String::new()
    };
    within(ms(5_000), "fill", || {
        exercise::fill(&cache, &[1, 2, 3], render)
    });
    for _ in 0..2 {
        wait.recv().expect("the other work comes to its end");
    }
}
