// accepted: who comes too late begins again

use lab::shim::AtomicU64;
use std::sync::atomic::Ordering::Relaxed;

pub fn draw(next: &AtomicU64, end: u64) -> Option<u64> {
    let number = next.load(Relaxed);
    if number == end {
        return None;
    }
    match next.compare_exchange(number, number + 1, Relaxed, Relaxed) {
        Ok(number) => Some(number),
        Err(_) => draw(next, end),
    }
}

fn main() {}
