// refused: leaks — a copy that lives for ever may be borrowed for ever

use std::thread;

pub fn total(sales: &[u64], add: fn(&[u64]) -> u64) -> u64 {
    let sales: &'static [u64] = sales.to_vec().leak();
    let (left, right) = sales.split_at(sales.len() / 2);
    let left = thread::spawn(move || add(left));
    let right = thread::spawn(move || add(right));
    left.join().unwrap() + right.join().unwrap()
}

fn main() {}
