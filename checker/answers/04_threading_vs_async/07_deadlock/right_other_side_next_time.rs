// accepted: who gets one fork only gives it back, and begins with the other one

use lab::Table;
use std::thread;

pub fn dine(table: &Table, seat: usize) {
    let sides = [table.left(seat), table.right(seat)];
    for attempt in 0.. {
        let one = sides[attempt % 2].take();
        if let Some(other) = sides[(attempt + 1) % 2].try_take() {
            table.eat(seat, &one, &other);
            return;
        }
        drop(one);
        thread::yield_now();
    }
}

fn main() {}
