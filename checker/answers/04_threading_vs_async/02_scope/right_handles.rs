// accepted: a list of handles, collected before the first is joined

use std::thread;

pub fn total(sales: &[u64], add: fn(&[u64]) -> u64) -> u64 {
    let (left, right) = sales.split_at(sales.len() / 2);
    thread::scope(|scope| {
        let halves = [left, right].map(|half| scope.spawn(move || add(half)));
        halves.into_iter().map(|half| half.join().unwrap()).sum()
    })
}

fn main() {}
