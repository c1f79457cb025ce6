// accepted: a thread of the scope for each half

use std::thread;

pub fn total(sales: &[u64], add: fn(&[u64]) -> u64) -> u64 {
    let (left, right) = sales.split_at(sales.len() / 2);
    thread::scope(|scope| {
        let left = scope.spawn(|| add(left));
        let right = scope.spawn(|| add(right));
        left.join().unwrap() + right.join().unwrap()
    })
}

fn main() {}
