// refused: hangs — one at a time picks up both: who waits for a fork keeps all others from theirs

use lab::Table;
use std::sync::Mutex;

static PICKING_UP: Mutex<()> = Mutex::new(());

pub fn dine(table: &Table, seat: usize) {
    let (left, right) = (table.left(seat), table.right(seat));
    let turn = PICKING_UP.lock().unwrap();
    let (one, other) = (left.take(), right.take());
    drop(turn);
    table.eat(seat, &one, &other);
}

fn main() {}
