// refused: wrong-result — it looks and changes in two steps, on a thread of rayon's pool

use lab::shim::{AtomicU64, Ordering};

pub fn draw(next: &AtomicU64, end: u64) -> Option<u64> {
    let mut drawn = None;
    rayon::scope(|scope| {
        scope.spawn(|_| {
            let number = next.load(Ordering::Relaxed);
            if number < end {
                next.store(number + 1, Ordering::Relaxed);
                drawn = Some(number);
            }
        });
    });
    drawn
}

fn main() {}
