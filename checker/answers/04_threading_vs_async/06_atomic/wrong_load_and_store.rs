// refused: wrong-result — two threads find the same number

use lab::shim::AtomicU64;
use std::sync::atomic::Ordering::Relaxed;

pub fn draw(next: &AtomicU64, end: u64) -> Option<u64> {
    let number = next.load(Relaxed);
    if number >= end {
        return None;
    }
    next.store(number + 1, Relaxed);
    Some(number)
}

fn main() {}
