// accepted: all but one are let in, and who is not asks again and again

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
    SEATED.fetch_sub(1, Ordering::AcqRel);
}

fn main() {}
