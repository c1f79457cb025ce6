// refused: wrong-result — after a hundred attempts it leaves without a meal

use lab::Table;
pub fn dine(table: &Table, seat: usize) {
    let (left, right) = (table.left(seat), table.right(seat));

    for _ in 0..100 {
        let l = left.take();
        if let Some(r) = right.try_take() {
            table.eat(seat, &l, &r);
            return;
        }
        drop(l);
    }
}

fn main() {}
