// refused: not-concurrent — each thread is waited for before the next one starts

use std::thread;

pub fn par_map<T, R>(items: &[T], threads: usize, work: impl Fn(&T) -> R + Sync) -> Vec<R>
where
    T: Sync,
    R: Send,
{
    let size = items.len().div_ceil(threads).max(1);
    let mut results = Vec::new();
    for chunk in items.chunks(size) {
        let done: Vec<R> = thread::scope(|scope| {
            let thread = scope.spawn(|| chunk.iter().map(&work).collect());
            thread.join().unwrap()
        });
        results.extend(done);
    }
    results
}

fn main() {}
