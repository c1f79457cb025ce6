// refused: not-concurrent — no thread at all

pub fn total(sales: &[u64], add: fn(&[u64]) -> u64) -> u64 {
    let (left, right) = sales.split_at(sales.len() / 2);
    add(left) + add(right)
}

fn main() {}
