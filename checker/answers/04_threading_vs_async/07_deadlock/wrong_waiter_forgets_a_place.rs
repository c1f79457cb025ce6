// refused: panicked — two that leave at once are counted as one, and the count is wrong then

use lab::Table;
use lab::shim::{AtomicUsize, Ordering};
use std::thread;

static SEATED: AtomicUsize = AtomicUsize::new(0);

pub fn dine(table: &Table, seat: usize) {
    let (left, right) = (table.left(seat), table.right(seat));
    while SEATED.fetch_add(1, Ordering::AcqRel) + 1 >= table.seats() {
        SEATED.fetch_sub(1, Ordering::AcqRel);
        thread::yield_now();
    }
    let (one, other) = (left.take(), right.take());
    table.eat(seat, &one, &other);
    drop((one, other));
    let seated = SEATED.load(Ordering::SeqCst);
    SEATED.store(seated - 1, Ordering::SeqCst);
}

fn main() {}
