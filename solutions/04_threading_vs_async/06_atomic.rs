// Every order gets a number, and all tills draw from one block of numbers. An *atomic*
// is a number that threads can share without a lock: each operation on it happens as a
// whole, and nobody sees half of it. Between two operations anything may happen. So the
// question is always the same: is what I found still so when I rest on it?
//
// Nobody has to wait for a thread that has stopped half-way. That is called *lock-free*.
// Only the number itself is shared, so `Ordering::Relaxed` is enough.
//
// https://doc.rust-lang.org/std/sync/atomic/struct.AtomicU64.html (offline: `rustup doc
// std::sync::atomic::AtomicU64`)

use lab::shim::{AtomicU64, Ordering};

/// Draw a number from the block: `next` holds the first that nobody has yet, and all
/// below `end` are in it. `None` when no number is left.
///
/// Any number of threads may draw at the same time. Each number is given out once, in
/// order, and none is left out. Nobody goes away empty while there is a number. After
/// the last one this returns `None`, however often it is called: also if the block
/// ends at `u64::MAX`. `next` is not above `end` when this is called, and nobody finds it
/// above `end` at any moment.
///
/// It is lock-free: no thread waits for one that has stopped half-way, wherever that is.
pub fn draw(next: &AtomicU64, end: u64) -> Option<u64> {
    let mut number = next.load(Ordering::Relaxed);
    // The end is looked at before anything is changed, so `next` never passes it.
    while number < end {
        let relaxed = Ordering::Relaxed;
        // A change only if it is still as we found it: the look and the change are one.
        match next.compare_exchange_weak(number, number + 1, relaxed, relaxed) {
            Ok(drawn) => return Some(drawn),
            // Somebody was faster. That is what it holds now, and we try with it.
            Err(now) => number = now,
        }
    }
    None
}

fn main() {
    let next = AtomicU64::new(41);
    std::thread::scope(|scope| {
        for till in ["north", "south", "east"] {
            let next = &next;
            scope.spawn(move || println!("{till}: {:?}", draw(next, 43)));
        }
    });
}

// These tests look at what one thread draws. A hidden test also looks at several, with
// every order of their operations that matters.
#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_drawn_in_order_until_none_is_left() {
        let next = AtomicU64::new(7);
        let drawn = [(); 4].map(|()| draw(&next, 9));
        assert_eq!(drawn, [Some(7), Some(8), None, None]);
    }

    #[test]
    fn an_empty_block_has_no_number() {
        assert_eq!(draw(&AtomicU64::new(9), 9), None);
    }
}
