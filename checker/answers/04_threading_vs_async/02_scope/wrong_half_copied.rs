// refused: leaks — one half is copied for the new thread, the other is borrowed

use std::thread;

pub fn total(sales: &[u64], add: fn(&[u64]) -> u64) -> u64 {
    let (left, right) = sales.split_at(sales.len() / 2);
    let left = left.to_vec();
    let left = thread::spawn(move || add(&left));
    let right = add(right);
    left.join().unwrap() + right
}

fn main() {}
