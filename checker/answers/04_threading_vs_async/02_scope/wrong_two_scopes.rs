// refused: not-concurrent — the first scope ends before the second begins

use std::thread;

pub fn total(sales: &[u64], add: fn(&[u64]) -> u64) -> u64 {
    let (left, right) = sales.split_at(sales.len() / 2);
    let mut total = 0;
    for half in [left, right] {
        total += thread::scope(|scope| scope.spawn(|| add(half)).join().unwrap());
    }
    total
}

fn main() {}
