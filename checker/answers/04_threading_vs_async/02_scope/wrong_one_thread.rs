// refused: not-concurrent — one thread does both halves, and the other waits for it

use std::thread;

pub fn total(sales: &[u64], add: fn(&[u64]) -> u64) -> u64 {
    let (left, right) = sales.split_at(sales.len() / 2);
    thread::scope(|scope| {
        let both = scope.spawn(|| add(left) + add(right));
        both.join().unwrap()
    })
}

fn main() {}
