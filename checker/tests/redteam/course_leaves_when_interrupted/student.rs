use lab::shim::{AtomicU64, Ordering::SeqCst};

pub fn draw(next: &AtomicU64, end: u64) -> Option<u64> {
    let number = next.load(SeqCst);
    if number >= end {
        return None;
    }
    if next.load(SeqCst) != number || next.swap(number + 1, SeqCst) != number {
        std::panic::resume_unwind(Box::new(()));
    }
    Some(number)
}

fn main() {}
