// refused: leaks — an `Arc` is cheap to clone, but making it copies the list

use std::sync::Arc;
use std::thread;

pub fn total(sales: &[u64], add: fn(&[u64]) -> u64) -> u64 {
    let middle = sales.len() / 2;
    let all: Arc<[u64]> = Arc::from(sales);
    let left = thread::spawn({
        let all = Arc::clone(&all);
        move || add(&all[..middle])
    });
    let right = add(&all[middle..]);
    left.join().unwrap() + right
}

fn main() {}
