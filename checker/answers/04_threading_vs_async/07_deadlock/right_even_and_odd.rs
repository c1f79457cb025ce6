// accepted: every other one begins on the other side

use lab::{Fork, Table};

pub fn dine(table: &Table, seat: usize) {
    let (left, right) = (table.left(seat), table.right(seat));
    match seat % 2 {
        0 => eat(table, seat, left, right),
        _ => eat(table, seat, right, left),
    }
}
fn eat(table: &Table, seat: usize, first: &Fork, second: &Fork) {
    let (first, second) = (first.take(), second.take());
    table.eat(seat, &first, &second);
}

fn main() {}
