// The sales of a year are a long list, and adding them up takes long. Two threads can
// do a half each. But a thread from `thread::spawn` may outlive the function that
// started it, so it cannot borrow the list; copying the list would cost more than it
// gains. The threads of a *scope* have ended before the scope does. So they may borrow
// whatever lives longer than that.
//
// https://doc.rust-lang.org/std/thread/fn.scope.html (offline: `rustup doc
// std::thread::scope`)

/// Add up `sales` with the help of `add`, which is slow: one half of the list on each
/// of two threads, both at the same time. The calling thread may be one of the two.
///
/// Call `add` once for each half, and for nothing else, also if a half is empty, and
/// return the sum of what it returned. If `add` panics, so does `total`.
///
/// The halves are parts of the caller's list: nothing is copied, and the memory in use
/// does not grow with the list.
pub fn total(sales: &[u64], add: fn(&[u64]) -> u64) -> u64 {
    let (left, right) = sales.split_at(sales.len() / 2);

    // TODO: Call `add` for both halves at the same time, and return the sum.
    todo!()
}

fn main() {
    let sales = vec![250, 1_200, 399, 80, 1_050];
    let total = total(&sales, |half| half.iter().sum());
    println!("{} sales, {total} cents", sales.len());
}

// These tests look at the sum. A hidden test also looks at how it came about: what
// ran at the same time, which numbers `add` was given, and how much memory was used.
#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_is_added_up() {
        assert_eq!(total(&[1, 2, 3, 4], |half| half.iter().sum()), 10);
    }

    #[test]
    fn an_odd_one_out_is_counted() {
        assert_eq!(total(&[1, 2, 3], |half| half.iter().sum()), 6);
    }
}
