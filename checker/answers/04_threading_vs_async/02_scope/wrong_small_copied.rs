// refused: leaks — a short list is copied for the other thread

pub fn total(sales: &[u64], add: fn(&[u64]) -> u64) -> u64 {
    let (left, right) = sales.split_at(sales.len() / 2);

    if sales.len() < 1000 {
        let a = left.to_vec();
        let t = std::thread::spawn(move || add(&a));
        return add(right) + t.join().unwrap();
    }
    std::thread::scope(|s| {
        let l = s.spawn(|| add(left));
        add(right) + l.join().unwrap()
    })
}

fn main() {}
