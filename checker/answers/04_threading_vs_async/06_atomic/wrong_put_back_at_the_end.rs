// refused: wrong-result — for a moment the number has gone round

use lab::shim::{AtomicU64, Ordering};
pub fn draw(next: &AtomicU64, end: u64) -> Option<u64> {
    if next.load(Ordering::Relaxed) >= end {
        return None;
    }
    let n = next.fetch_add(1, Ordering::Relaxed);
    if n < end {
        Some(n)
    } else {
        next.store(end, Ordering::Relaxed);
        None
    }
}

fn main() {}
