// accepted: the higher number first, which is an order as well

use lab::{Fork, Table};
use std::cmp::Reverse;

pub fn dine(table: &Table, seat: usize) {
    let (left, right) = (table.left(seat), table.right(seat));
    let mut forks = [left, right];
    forks.sort_by_key(|fork| Reverse(fork.number()));
    let [first, second] = forks.map(Fork::take);
    table.eat(seat, &first, &second);
}

fn main() {}
