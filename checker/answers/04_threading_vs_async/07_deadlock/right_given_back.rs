// accepted: who does not get the second fork gives the first one back

use lab::Table;
use std::thread;

pub fn dine(table: &Table, seat: usize) {
    let (left, right) = (table.left(seat), table.right(seat));
    loop {
        let one = left.take();
        if let Some(other) = right.try_take() {
            return table.eat(seat, &one, &other);
        }
        drop(one);
        thread::yield_now();
    }
}

fn main() {}
