// accepted: one begins on the other side, whoever it is

use lab::{Fork, Table};

pub fn dine(table: &Table, seat: usize) {
    let (left, right) = (table.left(seat), table.right(seat));
    if seat + 1 == table.seats() {
        eat(table, seat, right, left)
    } else {
        eat(table, seat, left, right)
    }
}
fn eat(table: &Table, seat: usize, first: &Fork, second: &Fork) {
    let (first, second) = (first.take(), second.take());
    table.eat(seat, &first, &second);
}

fn main() {}
