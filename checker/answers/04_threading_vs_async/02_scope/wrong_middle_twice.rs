// refused: wrong-result — of an odd number the one in the middle counts twice

pub fn total(sales: &[u64], add: fn(&[u64]) -> u64) -> u64 {
    let (left, right) = sales.split_at(sales.len() / 2);

    let left = if sales.len() % 2 == 1 {
        &sales[..sales.len() / 2 + 1]
    } else {
        left
    };
    std::thread::scope(|s| {
        let l = s.spawn(|| add(left));
        add(right) + l.join().unwrap()
    })
}

fn main() {}
