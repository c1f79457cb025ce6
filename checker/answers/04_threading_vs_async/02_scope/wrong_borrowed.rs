// refused: does-not-compile — a thread that may outlive the function borrows from it

use std::thread;

pub fn total(sales: &[u64], add: fn(&[u64]) -> u64) -> u64 {
    let (left, right) = sales.split_at(sales.len() / 2);
    let left = thread::spawn(move || add(left));
    let right = add(right);
    left.join().unwrap() + right
}

fn main() {}
