// accepted: the thread that asks is one of them

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

pub fn par_map<T, R>(items: &[T], threads: usize, work: impl Fn(&T) -> R + Sync) -> Vec<R>
where
    T: Sync,
    R: Send,
{
    let next = AtomicUsize::new(0);
    let places: Vec<Mutex<Option<R>>> = items.iter().map(|_| Mutex::new(None)).collect();
    let take_items = || {
        loop {
            let place = next.fetch_add(1, Ordering::SeqCst);
            let Some(item) = items.get(place) else { return };
            let result = work(item);
            *places[place].lock().unwrap() = Some(result);
        }
    };
    thread::scope(|scope| {
        for _ in 1..threads {
            scope.spawn(take_items);
        }
        take_items();
    });
    let results = places.into_iter().map(|place| place.into_inner().unwrap());
    results.flatten().collect()
}

fn main() {}
