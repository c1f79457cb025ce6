// accepted: tried with a new look each time

use lab::shim::AtomicU64;
use std::sync::atomic::Ordering::{Acquire, SeqCst};

pub fn draw(next: &AtomicU64, end: u64) -> Option<u64> {
    loop {
        let number = next.load(Acquire);
        if number >= end {
            return None;
        }
        if next
            .compare_exchange(number, number + 1, SeqCst, Acquire)
            .is_ok()
        {
            return Some(number);
        }
    }
}

fn main() {}
