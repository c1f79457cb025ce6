// refused: wrong-result — what the thread returned is not asked for

use std::thread;

pub fn total(sales: &[u64], add: fn(&[u64]) -> u64) -> u64 {
    let (left, right) = sales.split_at(sales.len() / 2);
    thread::scope(|scope| {
        scope.spawn(|| add(left));
        add(right)
    })
}

fn main() {}
