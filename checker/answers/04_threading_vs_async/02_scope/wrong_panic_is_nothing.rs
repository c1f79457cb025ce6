// refused: wrong-result — a half that panicked counts as 0

pub fn total(sales: &[u64], add: fn(&[u64]) -> u64) -> u64 {
    let (left, right) = sales.split_at(sales.len() / 2);

    std::thread::scope(|s| {
        let l = s.spawn(|| add(left));
        add(right) + l.join().unwrap_or(0)
    })
}

fn main() {}
