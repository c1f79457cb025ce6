// refused: wrong-result — one sale is one call, though there are two halves

pub fn total(sales: &[u64], add: fn(&[u64]) -> u64) -> u64 {
    let (left, right) = sales.split_at(sales.len() / 2);

    if sales.len() < 2 {
        return add(sales);
    }
    std::thread::scope(|s| {
        let l = s.spawn(|| add(left));
        add(right) + l.join().unwrap()
    })
}

fn main() {}
