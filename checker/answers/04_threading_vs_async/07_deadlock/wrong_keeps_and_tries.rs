// refused: hangs — the first fork is kept while the other one is tried

use lab::Table;
use std::thread;

pub fn dine(table: &Table, seat: usize) {
    let (left, right) = (table.left(seat), table.right(seat));
    let one = left.take();
    loop {
        if let Some(other) = right.try_take() {
            return table.eat(seat, &one, &other);
        }
        thread::yield_now();
    }
}

fn main() {}
