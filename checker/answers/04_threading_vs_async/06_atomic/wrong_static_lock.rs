// refused: hangs — a lock around the look and the change: others wait for who has it

use lab::shim::{AtomicU64, Ordering};
use std::sync::Mutex;

static DRAWING: Mutex<()> = Mutex::new(());

pub fn draw(next: &AtomicU64, end: u64) -> Option<u64> {
    let _alone = DRAWING.lock().unwrap();
    let number = next.load(Ordering::Relaxed);
    if number >= end {
        return None;
    }
    next.store(number + 1, Ordering::Relaxed);
    Some(number)
}

fn main() {}
