// refused: hangs — a lock around the first fork, and the circle is still there

use lab::Table;
use std::sync::Mutex;

static FIRST: Mutex<()> = Mutex::new(());

pub fn dine(table: &Table, seat: usize) {
    let (left, right) = (table.left(seat), table.right(seat));
    let one = {
        let _turn = FIRST.lock().unwrap();
        left.take()
    };
    let other = right.take();
    table.eat(seat, &one, &other);
}

fn main() {}
