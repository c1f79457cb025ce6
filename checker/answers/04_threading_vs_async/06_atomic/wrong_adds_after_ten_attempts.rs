// refused: wrong-result — who has lost ten times adds unseen

use lab::shim::{AtomicU64, Ordering};
pub fn draw(next: &AtomicU64, end: u64) -> Option<u64> {
    let mut now = next.load(Ordering::Relaxed);
    for _ in 0..10 {
        if now >= end {
            return None;
        }
        match next.compare_exchange(now, now + 1, Ordering::Relaxed, Ordering::Relaxed) {
            Ok(n) => return Some(n),
            Err(n) => now = n,
        }
    }
    let n = next.fetch_add(1, Ordering::Relaxed);
    (n < end).then_some(n)
}

fn main() {}
