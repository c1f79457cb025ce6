// refused: not-concurrent — who is done waits until it is the turn of the result

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

pub fn par_map<T, R>(items: &[T], threads: usize, work: impl Fn(&T) -> R + Sync) -> Vec<R>
where
    T: Sync,
    R: Send,
{
    // Results go in order through one place: whoever is early waits for its turn.
    let next = AtomicUsize::new(0);
    let out = Mutex::new(Vec::new());
    let cv = std::sync::Condvar::new();
    let job = || loop {
        let n = next.fetch_add(1, Ordering::Relaxed);
        let Some(i) = items.get(n) else { return };
        let r = work(i);
        let mut o = out.lock().unwrap();
        while o.len() < n {
            o = cv.wait(o).unwrap();
        }
        o.push(r);
        cv.notify_all();
    };
    thread::scope(|s| {
        for _ in 0..threads {
            s.spawn(job);
        }
    });
    out.into_inner().unwrap()
}

fn main() {}
