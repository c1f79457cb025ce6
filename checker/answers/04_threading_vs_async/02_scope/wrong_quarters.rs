// refused: wrong-result — four threads, with a quarter each

use std::thread;

pub fn total(sales: &[u64], add: fn(&[u64]) -> u64) -> u64 {
    thread::scope(|scope| {
        let quarters = sales.chunks(sales.len().div_ceil(4).max(1));
        let threads: Vec<_> = quarters
            .map(|quarter| scope.spawn(move || add(quarter)))
            .collect();
        threads
            .into_iter()
            .map(|thread| thread.join().unwrap())
            .sum()
    })
}

fn main() {}
