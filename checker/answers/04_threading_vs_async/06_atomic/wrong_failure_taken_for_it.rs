// refused: wrong-result — what somebody else made of it is taken for a number of one's own

use lab::shim::AtomicU64;
use std::sync::atomic::Ordering::Relaxed;

pub fn draw(next: &AtomicU64, end: u64) -> Option<u64> {
    let number = next.load(Relaxed);
    if number >= end {
        return None;
    }
    match next.compare_exchange(number, number + 1, Relaxed, Relaxed) {
        Ok(number) | Err(number) => Some(number),
    }
}

fn main() {}
