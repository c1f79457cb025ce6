// accepted: the same under its newer name

use lab::shim::AtomicU64;
use std::sync::atomic::Ordering::Relaxed;

pub fn draw(next: &AtomicU64, end: u64) -> Option<u64> {
    let after = |number: u64| match number < end {
        true => number.checked_add(1),
        false => None,
    };
    next.try_update(Relaxed, Relaxed, after).ok()
}

fn main() {}
