// refused: too-concurrent — new threads for each few items, and all wait for the slowest of them

use std::thread;

pub fn par_map<T, R>(items: &[T], threads: usize, work: impl Fn(&T) -> R + Sync) -> Vec<R>
where
    T: Sync,
    R: Send,
{
    let work = &work;
    items
        .chunks(threads)
        .flat_map(|c| {
            thread::scope(|s| {
                let h: Vec<_> = c.iter().map(|i| s.spawn(move || work(i))).collect();
                h.into_iter().map(|h| h.join().unwrap()).collect::<Vec<_>>()
            })
        })
        .collect()
}

fn main() {}
