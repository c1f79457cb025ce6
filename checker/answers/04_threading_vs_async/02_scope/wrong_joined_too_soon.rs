// refused: not-concurrent — the first thread is joined before anybody does the other half

use std::thread;

pub fn total(sales: &[u64], add: fn(&[u64]) -> u64) -> u64 {
    let (left, right) = sales.split_at(sales.len() / 2);
    thread::scope(|scope| {
        let left = scope.spawn(|| add(left)).join().unwrap();
        let right = scope.spawn(|| add(right)).join().unwrap();
        left + right
    })
}

fn main() {}
