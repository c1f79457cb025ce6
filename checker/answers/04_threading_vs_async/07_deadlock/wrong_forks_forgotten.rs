// refused: hangs — the forks are never given back

use lab::Table;

pub fn dine(table: &Table, seat: usize) {
    let (left, right) = (table.left(seat), table.right(seat));
    let (first, second) = match left.number() < right.number() {
        true => (left, right),
        false => (right, left),
    };
    let (first, second) = (first.take(), second.take());
    table.eat(seat, &first, &second);
    std::mem::forget((first, second));
}

fn main() {}
