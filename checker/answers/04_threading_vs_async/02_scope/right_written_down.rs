// accepted: the thread writes its sum into a variable, and the scope waits for it

use std::thread;

pub fn total(sales: &[u64], add: fn(&[u64]) -> u64) -> u64 {
    let (left, right) = sales.split_at(sales.len() / 2);
    let (mut first, mut second) = (0, 0);
    thread::scope(|scope| {
        scope.spawn(|| first = add(left));
        second = add(right);
    });
    first + second
}

fn main() {}
