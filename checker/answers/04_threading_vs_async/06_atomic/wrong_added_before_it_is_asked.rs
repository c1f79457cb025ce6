// refused: panicked — one is added whether or not it is wanted, and at the last number there is that overflows

use lab::shim::AtomicU64;
use std::sync::atomic::Ordering::Relaxed;

pub fn draw(next: &AtomicU64, end: u64) -> Option<u64> {
    next.fetch_update(Relaxed, Relaxed, |number| {
        (number < end).then_some(number + 1)
    })
    .ok()
}

fn main() {}
