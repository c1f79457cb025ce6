// refused: wrong-result — added up once more, by hand

use std::thread;

pub fn total(sales: &[u64], add: fn(&[u64]) -> u64) -> u64 {
    let (left, right) = sales.split_at(sales.len() / 2);
    thread::scope(|scope| {
        scope.spawn(|| add(left));
        scope.spawn(|| add(right));
    });
    sales.iter().sum()
}

fn main() {}
