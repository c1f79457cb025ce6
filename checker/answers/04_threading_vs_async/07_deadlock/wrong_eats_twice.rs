// refused: wrong-result — everybody eats twice

use lab::Table;

pub fn dine(table: &Table, seat: usize) {
    let (left, right) = (table.left(seat), table.right(seat));
    let (first, second) = match left.number() < right.number() {
        true => (left, right),
        false => (right, left),
    };
    for _ in 0..2 {
        let (first, second) = (first.take(), second.take());
        table.eat(seat, &first, &second);
    }
}

fn main() {}
