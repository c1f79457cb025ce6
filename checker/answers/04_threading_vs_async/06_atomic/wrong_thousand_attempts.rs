// refused: wrong-result — it gives up after losing a thousand times

use lab::shim::{AtomicU64, Ordering};
pub fn draw(next: &AtomicU64, end: u64) -> Option<u64> {
    let mut now = next.load(Ordering::Relaxed);
    for _ in 0..1000 {
        if now >= end {
            return None;
        }
        match next.compare_exchange(now, now + 1, Ordering::Relaxed, Ordering::Relaxed) {
            Ok(n) => return Some(n),
            Err(n) => now = n,
        }
    }
    None
}

fn main() {}
