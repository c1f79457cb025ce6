// refused: not-concurrent — in a piece of two items, the second waits for the first

use rayon::ThreadPoolBuilder;
use rayon::prelude::*;

pub fn par_map<T, R>(items: &[T], threads: usize, work: impl Fn(&T) -> R + Sync) -> Vec<R>
where
    T: Sync,
    R: Send,
{
    let pool = ThreadPoolBuilder::new().num_threads(threads);
    let pool = pool.build().unwrap();
    pool.install(|| items.par_iter().map(&work).collect())
}

fn main() {}
