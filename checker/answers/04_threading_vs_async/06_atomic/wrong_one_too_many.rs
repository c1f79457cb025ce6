// refused: wrong-result — the end itself is given out

use lab::shim::AtomicU64;
use std::sync::atomic::Ordering::Relaxed;

pub fn draw(next: &AtomicU64, end: u64) -> Option<u64> {
    next.fetch_update(Relaxed, Relaxed, |number| {
        (number <= end).then(|| number.saturating_add(1))
    })
    .ok()
}

fn main() {}
