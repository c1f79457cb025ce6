// accepted: the fork with the lower number comes first, whoever takes it

use lab::Table;
use std::panic::resume_unwind;
use std::thread;

pub fn dine(table: &Table, seat: usize) {
    let eats = || {
        let (left, right) = (table.left(seat), table.right(seat));
        let (first, second) = match left.number() < right.number() {
            true => (left, right),
            false => (right, left),
        };
        let (first, second) = (first.take(), second.take());
        table.eat(seat, &first, &second);
    };
    let eaten = thread::scope(|scope| scope.spawn(eats).join());
    eaten.unwrap_or_else(|panic| resume_unwind(panic));
}

fn main() {}
