// refused: hangs — the same with a rest in between

use lab::Table;
use std::thread;
use std::time::Duration;

pub fn dine(table: &Table, seat: usize) {
    let (left, right) = (table.left(seat), table.right(seat));
    let one = left.take();
    let other = loop {
        match right.try_take() {
            Some(other) => break other,
            None => thread::sleep(Duration::from_micros(20)),
        }
    };
    table.eat(seat, &one, &other);
}

fn main() {}
