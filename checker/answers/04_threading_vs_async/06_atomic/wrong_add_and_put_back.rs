// refused: wrong-result — the same, put back as it should be

use lab::shim::AtomicU64;
use std::sync::atomic::Ordering::Relaxed;

pub fn draw(next: &AtomicU64, end: u64) -> Option<u64> {
    let number = next.fetch_add(1, Relaxed);
    if number < end {
        return Some(number);
    }
    next.store(end, Relaxed);
    None
}

fn main() {}
