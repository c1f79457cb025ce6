// refused: wrong-result — one too many is added, and taken back before anybody draws it

use lab::shim::{AtomicU64, Ordering};

pub fn draw(next: &AtomicU64, end: u64) -> Option<u64> {
    if end == u64::MAX {
        // Here one more would be 0.
        let step = |number: u64| number.checked_add(1);
        return next
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, step)
            .ok();
    }
    if next.load(Ordering::Relaxed) >= end {
        return None;
    }
    let number = next.fetch_add(1, Ordering::Relaxed);
    if number >= end {
        next.fetch_sub(1, Ordering::Relaxed);
        return None;
    }
    Some(number)
}

fn main() {}
