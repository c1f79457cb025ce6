// accepted: all but one are let in, and who is not rests a little before asking again

use lab::Table;
use lab::shim::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

static SEATED: AtomicUsize = AtomicUsize::new(0);

pub fn dine(table: &Table, seat: usize) {
    let (left, right) = (table.left(seat), table.right(seat));
    while SEATED.fetch_add(1, Ordering::AcqRel) + 1 >= table.seats() {
        SEATED.fetch_sub(1, Ordering::AcqRel);
        thread::sleep(Duration::from_micros(100));
    }
    let (one, other) = (left.take(), right.take());
    table.eat(seat, &one, &other);
    drop((one, other));
    SEATED.fetch_sub(1, Ordering::AcqRel);
}

fn main() {}
