// refused: wrong-result — of an odd number the last one is lost

pub fn total(sales: &[u64], add: fn(&[u64]) -> u64) -> u64 {
    let (left, right) = sales.split_at(sales.len() / 2);

    let right = &right[..left.len()];
    std::thread::scope(|s| {
        let l = s.spawn(|| add(left));
        add(right) + l.join().unwrap()
    })
}

fn main() {}
