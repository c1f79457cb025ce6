// refused: wrong-result — what is next is read by one step and changed by another

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

pub fn par_map<T, R>(items: &[T], threads: usize, work: impl Fn(&T) -> R + Sync) -> Vec<R>
where
    T: Sync,
    R: Send,
{
    let (next, done) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                loop {
                    let place = next.load(Ordering::Acquire);
                    let Some(item) = items.get(place) else { break };
                    // Let others have a turn before it changes.
                    thread::yield_now();
                    next.store(place + 1, Ordering::Release);
                    let result = work(item);
                    done.lock().unwrap().push((place, result));
                }
            });
        }
    });
    let mut done = done.into_inner().unwrap();
    done.sort_by_key(|(place, _)| *place);
    done.dedup_by_key(|(place, _)| *place);
    done.into_iter().map(|(_, result)| result).collect()
}

fn main() {}
