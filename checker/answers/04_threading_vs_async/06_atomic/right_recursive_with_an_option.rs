// accepted: the distance to the end decides, and who was too late begins again

use lab::shim::{AtomicU64, Ordering::AcqRel, Ordering::Acquire};

pub fn draw(next: &AtomicU64, end: u64) -> Option<u64> {
    let number = next.load(Acquire);
    let left = end.checked_sub(number).filter(|left| *left != 0)?;
    let wanted = end - (left - 1);
    match next.compare_exchange(number, wanted, AcqRel, Acquire) {
        Ok(drawn) => Some(drawn),
        Err(_) => draw(next, end),
    }
}

fn main() {}
