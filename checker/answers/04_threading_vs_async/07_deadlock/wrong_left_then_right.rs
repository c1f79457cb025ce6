// refused: hangs — everybody holds the left fork and waits for the right one

use lab::Table;

pub fn dine(table: &Table, seat: usize) {
    let (left, right) = (table.left(seat), table.right(seat));
    let (left, right) = (left.take(), right.take());
    table.eat(seat, &left, &right);
}

fn main() {}
