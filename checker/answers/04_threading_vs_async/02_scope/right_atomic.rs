// accepted: both threads add to one number

use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

pub fn total(sales: &[u64], add: fn(&[u64]) -> u64) -> u64 {
    let (left, right) = sales.split_at(sales.len() / 2);
    let total = AtomicU64::new(0);
    thread::scope(|scope| {
        for half in [left, right] {
            let total = &total;
            scope.spawn(move || total.fetch_add(add(half), Ordering::Relaxed));
        }
    });
    total.into_inner()
}

fn main() {}
