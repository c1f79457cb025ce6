// refused: hangs — each takes its left fork first, on a thread of its own

use lab::Table;
use std::thread;

pub fn dine(table: &Table, seat: usize) {
    thread::scope(|scope| {
        scope.spawn(|| {
            let left = table.left(seat).take();
            let right = table.right(seat).take();
            table.eat(seat, &left, &right);
        });
    });
}

fn main() {}
