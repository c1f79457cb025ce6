// refused: not-concurrent — nobody will ask for more than thirty threads, it thinks

use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

pub fn par_map<T, R>(items: &[T], threads: usize, work: impl Fn(&T) -> R + Sync) -> Vec<R>
where
    T: Sync,
    R: Send,
{
    let next = AtomicUsize::new(0);
    let take = || {
        let mut done = Vec::new();
        loop {
            let place = next.fetch_add(1, Ordering::Relaxed);
            let Some(item) = items.get(place) else {
                return done;
            };
            done.push((place, work(item)));
        }
    };
    let mut done = thread::scope(|scope| {
        let threads = (0..threads.min(30)).map(|_| scope.spawn(take));
        let threads: Vec<_> = threads.collect();
        let done = threads.into_iter().map(|thread| thread.join().unwrap());
        done.flatten().collect::<Vec<_>>()
    });
    done.sort_by_key(|(place, _)| *place);
    done.into_iter().map(|(_, result)| result).collect()
}

fn main() {}
