// refused: wrong-result — the number goes back where the end has gone by

use lab::shim::{AtomicU64, Ordering};
pub fn draw(next: &AtomicU64, end: u64) -> Option<u64> {
    let mut now = next.load(Ordering::Relaxed);
    while now < end {
        match next.compare_exchange(now, now + 1, Ordering::Relaxed, Ordering::Relaxed) {
            Ok(n) => return Some(n),
            Err(n) => now = n,
        }
    }
    next.store(end, Ordering::Relaxed);
    None
}

fn main() {}
