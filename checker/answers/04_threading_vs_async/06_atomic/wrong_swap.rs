// refused: wrong-result — who swaps in what is old takes numbers back

use lab::shim::AtomicU64;
use std::sync::atomic::Ordering::Relaxed;

pub fn draw(next: &AtomicU64, end: u64) -> Option<u64> {
    let number = next.load(Relaxed);
    if number >= end {
        return None;
    }
    Some(next.swap(number + 1, Relaxed))
}

fn main() {}
