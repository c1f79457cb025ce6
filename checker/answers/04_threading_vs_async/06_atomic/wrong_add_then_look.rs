// refused: wrong-result — each call after the last number goes on adding, and comes round to 0

use lab::shim::AtomicU64;
use std::sync::atomic::Ordering::Relaxed;

pub fn draw(next: &AtomicU64, end: u64) -> Option<u64> {
    let number = next.fetch_add(1, Relaxed);
    (number < end).then_some(number)
}

fn main() {}
