// refused: leaks — each thread owns a copy of its half

use std::thread;

pub fn total(sales: &[u64], add: fn(&[u64]) -> u64) -> u64 {
    let (left, right) = sales.split_at(sales.len() / 2);
    let (left, right) = (left.to_vec(), right.to_vec());
    let left = thread::spawn(move || add(&left));
    let right = thread::spawn(move || add(&right));
    left.join().unwrap() + right.join().unwrap()
}

fn main() {}
