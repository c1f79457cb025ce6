// refused: hangs — what was found first is tried for ever

use lab::shim::AtomicU64;
use std::sync::atomic::Ordering::Relaxed;

pub fn draw(next: &AtomicU64, end: u64) -> Option<u64> {
    let number = next.load(Relaxed);
    if number >= end {
        return None;
    }
    while next
        .compare_exchange(number, number + 1, Relaxed, Relaxed)
        .is_err()
    {}
    Some(number)
}

fn main() {}
