// refused: not-concurrent — an iterator joins each thread before it starts the next

use std::thread;

pub fn total(sales: &[u64], add: fn(&[u64]) -> u64) -> u64 {
    let (left, right) = sales.split_at(sales.len() / 2);
    thread::scope(|scope| {
        let halves = [left, right].into_iter();
        let threads = halves.map(|half| scope.spawn(move || add(half)));
        threads.map(|thread| thread.join().unwrap()).sum()
    })
}

fn main() {}
