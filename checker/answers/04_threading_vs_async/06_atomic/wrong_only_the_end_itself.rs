// refused: wrong-result — a block whose end has gone by has no end

use lab::shim::{AtomicU64, Ordering};
pub fn draw(next: &AtomicU64, end: u64) -> Option<u64> {
    let mut now = next.load(Ordering::Relaxed);
    while now != end {
        match next.compare_exchange(
            now,
            now.wrapping_add(1),
            Ordering::Relaxed,
            Ordering::Relaxed,
        ) {
            Ok(n) => return Some(n),
            Err(n) => now = n,
        }
    }
    None
}

fn main() {}
