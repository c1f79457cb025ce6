// accepted: it stops at the end, and what it held before tells

use lab::shim::AtomicU64;
use std::sync::atomic::Ordering::Relaxed;

pub fn draw(next: &AtomicU64, end: u64) -> Option<u64> {
    let before = next.update(Relaxed, Relaxed, |number| number.saturating_add(1).min(end));
    Some(before).filter(|number| *number < end)
}

fn main() {}
