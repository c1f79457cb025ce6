// refused: wrong-result — both look, and then both add

use lab::shim::AtomicU64;
use std::sync::atomic::Ordering::Relaxed;

pub fn draw(next: &AtomicU64, end: u64) -> Option<u64> {
    if next.load(Relaxed) >= end {
        return None;
    }
    Some(next.fetch_add(1, Relaxed))
}

fn main() {}
