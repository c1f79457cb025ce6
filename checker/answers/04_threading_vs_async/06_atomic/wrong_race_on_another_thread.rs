// refused: wrong-result — it looks and changes in two steps, on a thread that it starts

use lab::shim::{AtomicU64, Ordering};
use std::thread;

pub fn draw(next: &AtomicU64, end: u64) -> Option<u64> {
    thread::scope(|scope| {
        let drawn = scope.spawn(|| {
            let number = next.load(Ordering::Relaxed);
            (number < end).then(|| {
                next.store(number + 1, Ordering::Relaxed);
                number
            })
        });
        drawn.join().ok().flatten()
    })
}

fn main() {}
