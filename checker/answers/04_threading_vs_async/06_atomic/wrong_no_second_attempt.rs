// refused: wrong-result — who comes too late goes away, although there are numbers

use lab::shim::AtomicU64;
use std::sync::atomic::Ordering::Relaxed;

pub fn draw(next: &AtomicU64, end: u64) -> Option<u64> {
    let number = next.load(Relaxed);
    if number >= end {
        return None;
    }
    next.compare_exchange(number, number + 1, Relaxed, Relaxed)
        .ok()
}

fn main() {}
