// refused: not-concurrent — one lock for all forks: one eats at a time

use lab::Table;
use std::sync::Mutex;

static TABLE: Mutex<()> = Mutex::new(());

pub fn dine(table: &Table, seat: usize) {
    let (left, right) = (table.left(seat), table.right(seat));
    let _alone = TABLE.lock().unwrap();
    let (one, other) = (left.take(), right.take());
    table.eat(seat, &one, &other);
}

fn main() {}
