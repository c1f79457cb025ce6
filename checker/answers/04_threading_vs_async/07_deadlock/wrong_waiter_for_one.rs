// refused: not-concurrent — the waiter lets in one at a time

use lab::Table;
use std::sync::{Condvar, Mutex};

static BUSY: Mutex<bool> = Mutex::new(false);
static FREE: Condvar = Condvar::new();

pub fn dine(table: &Table, seat: usize) {
    let (left, right) = (table.left(seat), table.right(seat));
    *FREE.wait_while(BUSY.lock().unwrap(), |busy| *busy).unwrap() = true;
    {
        let (one, other) = (left.take(), right.take());
        table.eat(seat, &one, &other);
    }
    *BUSY.lock().unwrap() = false;
    FREE.notify_one();
}

fn main() {}
