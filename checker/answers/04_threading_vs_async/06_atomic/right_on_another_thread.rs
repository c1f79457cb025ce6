// accepted: which thread makes the one step is nobody's business

use lab::shim::{AtomicU64, Ordering};
use std::thread;

pub fn draw(next: &AtomicU64, end: u64) -> Option<u64> {
    let one_more = |number: u64| (number < end).then(|| number + 1);
    thread::scope(|scope| {
        let drawn =
            scope.spawn(|| next.fetch_update(Ordering::Relaxed, Ordering::Relaxed, one_more));
        match drawn.join() {
            Ok(drawn) => drawn.ok(),
            // A panic of that thread is one of this call.
            Err(panic) => std::panic::resume_unwind(panic),
        }
    })
}

fn main() {}
