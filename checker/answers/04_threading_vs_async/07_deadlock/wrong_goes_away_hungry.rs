// refused: wrong-result — who finds a fork taken does not eat

use lab::Table;

pub fn dine(table: &Table, seat: usize) {
    let (left, right) = (table.left(seat), table.right(seat));
    if let (Some(one), Some(other)) = (left.try_take(), right.try_take()) {
        table.eat(seat, &one, &other);
    }
}

fn main() {}
