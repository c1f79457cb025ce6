// refused: wrong-result — the number is drawn from a copy of the block

use lab::shim::AtomicU64;
use std::sync::atomic::Ordering::Relaxed;

pub fn draw(next: &AtomicU64, end: u64) -> Option<u64> {
    let copy = AtomicU64::new(next.load(Relaxed));
    copy.fetch_update(Relaxed, Relaxed, |number| {
        (number < end).then(|| number + 1)
    })
    .ok()
}

fn main() {}
