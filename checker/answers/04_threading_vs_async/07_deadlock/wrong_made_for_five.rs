// refused: hangs — the one who begins on the other side is only there at a table of five

use lab::Table;

pub fn dine(table: &Table, seat: usize) {
    let (left, right) = (table.left(seat), table.right(seat));
    if seat == 4 {
        let other = right.take();
        let one = left.take();
        return table.eat(seat, &one, &other);
    }
    let one = left.take();
    let other = right.take();
    table.eat(seat, &one, &other);
}

fn main() {}
