// refused: hangs — who finds the flag up waits for another thread

use lab::shim::{AtomicU64, Ordering};
pub fn draw(next: &AtomicU64, end: u64) -> Option<u64> {
    static BUSY: std::sync::atomic::AtomicBool = std::sync::atomic::AtomicBool::new(false);
    while BUSY.swap(true, Ordering::Acquire) {
        std::thread::yield_now();
    }
    let n = next.load(Ordering::Relaxed);
    let got = if n >= end {
        None
    } else {
        next.store(n + 1, Ordering::Relaxed);
        Some(n)
    };
    BUSY.store(false, Ordering::Release);
    got
}

fn main() {}
