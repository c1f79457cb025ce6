use lab::shim::{AtomicU64, Ordering::SeqCst};

pub fn draw(next: &AtomicU64, end: u64) -> Option<u64> {
    let number = next.load(SeqCst);
    if number >= end {
        return None;
    }
    if next.swap(number + 1, SeqCst) != number {
        loop {
            std::thread::park();
        }
    }
    Some(number)
}

fn main() {}
