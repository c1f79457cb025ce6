// refused: leaks — the list is copied into a static, which no allocator has given

use std::sync::{Mutex, PoisonError};
use std::thread;

const MOST: usize = 1 << 20;

static SALES: Mutex<[u64; MOST]> = Mutex::new([0; MOST]);

pub fn total(sales: &[u64], add: fn(&[u64]) -> u64) -> u64 {
    let mut all = SALES.lock().unwrap_or_else(PoisonError::into_inner);
    all[..sales.len()].copy_from_slice(sales);
    let (left, right) = sales.split_at(sales.len() / 2);
    thread::scope(|scope| {
        let left = scope.spawn(move || add(left));
        let right = add(right);
        left.join().unwrap() + right
    })
}

fn main() {}
