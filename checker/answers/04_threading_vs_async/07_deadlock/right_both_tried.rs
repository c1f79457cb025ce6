// accepted: both are tried, and there is a little rest in between

use lab::Table;
use std::thread;
use std::time::Duration;

pub fn dine(table: &Table, seat: usize) {
    let (left, right) = (table.left(seat), table.right(seat));
    loop {
        if let (Some(one), Some(other)) = (left.try_take(), right.try_take()) {
            table.eat(seat, &one, &other);
            break;
        }
        thread::sleep(Duration::from_micros(50));
    }
}

fn main() {}
