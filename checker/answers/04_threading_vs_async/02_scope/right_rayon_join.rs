// accepted: two threads of a pool, which may borrow as well

pub fn total(sales: &[u64], add: fn(&[u64]) -> u64) -> u64 {
    let (left, right) = sales.split_at(sales.len() / 2);
    let (left, right) = rayon::join(|| add(left), || add(right));
    left + right
}

fn main() {}
