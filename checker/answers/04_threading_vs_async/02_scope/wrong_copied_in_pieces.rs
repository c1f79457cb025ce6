// refused: leaks — small copies, one at a time

use std::thread;

pub fn total(sales: &[u64], add: fn(&[u64]) -> u64) -> u64 {
    let (left, right) = sales.split_at(sales.len() / 2);
    let in_pieces = |half: &[u64]| {
        half.chunks(500)
            .map(|piece| add(&piece.to_vec()))
            .sum::<u64>()
    };
    thread::scope(|scope| {
        let left = scope.spawn(|| in_pieces(left));
        in_pieces(right) + left.join().unwrap()
    })
}

fn main() {}
