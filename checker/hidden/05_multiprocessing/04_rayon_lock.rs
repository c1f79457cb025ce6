//! `fill` renders what is missing on the threads of the pool, and nobody holds the cache meanwhile.

use exercise::Cache;
use lab::ms;
use proof::is_free_during;
use proof::prelude::*;
use rayon::{ThreadPool, ThreadPoolBuilder};
use std::collections::{BTreeMap, HashMap};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

proof::main!(
    the_cache_is_free_while_a_picture_is_rendered,
    several_pictures_are_rendered_at_the_same_time,
    every_picture_is_rendered_in_the_pool_of_the_caller,
    what_is_missing_is_rendered_once,
    what_others_find_and_put_in_meanwhile_stays,
);

fn pool() -> ThreadPool {
    let pool = ThreadPoolBuilder::new().num_threads(4).build();
    pool.expect("the system has four threads")
}

/// Of one type whatever is rendered, and called as often as it has to be.
fn fill(pool: &ThreadPool, cache: &Cache, ids: &[u32], render: impl Fn(u32) -> String + Sync) {
    let calls = AtomicUsize::new(0);
    let render: &(dyn Fn(u32) -> String + Sync) = &|id| {
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

fn the_cache_is_free_while_a_picture_is_rendered() {
    look_at("from where to where is a guard of the lock alive, and what is called in between?");
    let cache = Cache::default();
    fill(&pool(), &cache, &[1, 2], |id| {
        let item = format!("picture {id}");
        is_free_during(&item, "the cache", || cache.try_lock().is_ok());
        item
    });
}

fn several_pictures_are_rendered_at_the_same_time() {
    look_at("what does a thread of the pool wait for, before it renders the next picture?");
    let (cache, meet) = (Cache::default(), Rendezvous::of(2));
    fill(&pool(), &cache, &[1, 2, 3, 4, 5, 6], |id| {
        let item = format!("picture {id}");
        meet.arrive(&item);
        item
    });
}

fn every_picture_is_rendered_in_the_pool_of_the_caller() {
    let (pool, cache, elsewhere) = (pool(), Cache::default(), AtomicUsize::new(0));
    let own = pool.broadcast(|_| thread::current().id());
    fill(&pool, &cache, &[1, 2, 3, 4, 5, 6], |_| {
        let here = own.contains(&thread::current().id());
        elsewhere.fetch_add(usize::from(!here), Ordering::SeqCst);
        String::new()
    });
    let elsewhere = elsewhere.into_inner();
    holds(
        elsewhere == 0,
        Kind::WrongResult,
        &format!("pictures that were rendered on a thread of another kind: {elsewhere} of 6"),
        "threads beside those of the pool take turns with them on the same cores",
    );
}

fn what_is_missing_is_rendered_once() {
    let kept = [(3, "kept 3".to_owned()), (9, "kept 9".to_owned())];
    let (cache, calls) = (Cache::new(HashMap::from(kept)), Mutex::new(Vec::new()));
    let ids = [8, 3, 1, 4, 2];
    fill(&pool(), &cache, &ids, |id| {
        calls.lock().expect("no panic").push(id);
        format!("new {id}")
    });
    let mut calls = calls.into_inner().expect("no panic");
    calls.sort_unstable();
    equal("the list of pictures rendered", calls, [1, 2, 4, 8]);
    let cache = cache.into_inner().expect("no panic");
    let cache: Vec<_> = BTreeMap::from_iter(cache).into_values().collect();
    let all = ["new 1", "new 2", "kept 3", "new 4", "new 8", "kept 9"];
    equal("the list of thumbnails, by number", cache, all);
}

fn what_others_find_and_put_in_meanwhile_stays() {
    look_at("is it one cache all the time, or is there another one meanwhile?");
    let cache = Cache::new(HashMap::from([(9, "kept".to_owned())]));
    let (missed, put) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    // Somebody else comes by while a picture is rendered.
    let comes_by = |id| match cache.try_lock() {
        Ok(mut cache) => {
            cache.insert(10 * id, "of another".to_owned());
            put.lock().expect("no panic").push(10 * id);
            missed.fetch_add(usize::from(!cache.contains_key(&9)), Ordering::SeqCst);
            true
        }
        Err(_) => false,
    };
    fill(&pool(), &cache, &[1, 2], |id| {
        is_free_during(&format!("picture {id}"), "the cache", || comes_by(id));
        String::new()
    });
    holds(
        missed.into_inner() == 0,
        Kind::WrongResult,
        "while a picture was rendered, a thumbnail that was there before could not be found",
        "others render again what the cache had already",
    );
    let cache = cache.into_inner().expect("no panic");
    let put = put.into_inner().expect("no panic");
    holds(
        put.iter().all(|id| cache.contains_key(id)),
        Kind::WrongResult,
        "what somebody else put in while a picture was rendered is lost",
        "what is put back is older than what it replaces",
    );
}
