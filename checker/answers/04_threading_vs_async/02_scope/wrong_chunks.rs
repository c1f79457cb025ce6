// refused: wrong-result — one sale is one chunk, and chunks of an empty list have no size

pub fn total(sales: &[u64], add: fn(&[u64]) -> u64) -> u64 {
    let (left, right) = sales.split_at(sales.len() / 2);

    std::thread::scope(|s| {
        let t: Vec<_> = sales
            .chunks(sales.len().div_ceil(2))
            .map(|c| s.spawn(move || add(c)))
            .collect();
        t.into_iter().map(|t| t.join().unwrap()).sum()
    })
}

fn main() {}
