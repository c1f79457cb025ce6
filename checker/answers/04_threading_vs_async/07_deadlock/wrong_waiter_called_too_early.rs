// refused: hangs — the next one is let in before the place is free

use lab::Table;
use lab::shim::{Condvar, Mutex};

static SEATED: Mutex<usize> = Mutex::new(0);
static ROOM: Condvar = Condvar::new();

pub fn dine(table: &Table, seat: usize) {
    let (left, right) = (table.left(seat), table.right(seat));
    let seated = SEATED.lock().unwrap();
    let mut seated = ROOM
        .wait_while(seated, |seated| *seated + 1 >= table.seats())
        .unwrap();
    *seated += 1;
    drop(seated);
    let (one, other) = (left.take(), right.take());
    table.eat(seat, &one, &other);
    drop((one, other));
    ROOM.notify_one();
    *SEATED.lock().unwrap() -= 1;
}

fn main() {}
