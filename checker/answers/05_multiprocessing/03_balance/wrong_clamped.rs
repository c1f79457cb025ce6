// refused: panicked — of no items, the largest number of threads is smaller than the smallest

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

pub fn par_map<T, R>(items: &[T], threads: usize, work: impl Fn(&T) -> R + Sync) -> Vec<R>
where
    T: Sync,
    R: Send,
{
    let next = AtomicUsize::new(0);
    let out = Mutex::new(Vec::new());
    let threads = threads.clamp(1, items.len());
    let job = || loop {
        let n = next.fetch_add(1, Ordering::Relaxed);
        let Some(i) = items.get(n) else { return };
        let r = work(i);
        out.lock().unwrap().push((n, r));
    };
    thread::scope(|s| {
        for _ in 0..threads {
            s.spawn(job);
        }
    });
    let mut out = out.into_inner().unwrap();
    out.sort_by_key(|(k, _)| *k);
    out.into_iter().map(|(_, r)| r).collect()
}

fn main() {}
