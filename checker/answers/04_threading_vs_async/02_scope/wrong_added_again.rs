// refused: wrong-result — a half in which `add` panics is given to it once more

use std::thread;

pub fn total(sales: &[u64], add: fn(&[u64]) -> u64) -> u64 {
    let (left, right) = sales.split_at(sales.len() / 2);
    thread::scope(|scope| {
        let halves = [left, right].map(|half| (half, scope.spawn(move || add(half))));
        halves
            .into_iter()
            .map(|(half, thread)| thread.join().unwrap_or_else(|_| add(half)))
            .sum()
    })
}

fn main() {}
