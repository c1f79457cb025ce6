// refused: hangs — the same circle, the other way round

use lab::Table;

pub fn dine(table: &Table, seat: usize) {
    let (left, right) = (table.left(seat), table.right(seat));
    let right = right.take();
    let left = left.take();
    table.eat(seat, &left, &right);
}

fn main() {}
