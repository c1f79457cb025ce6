// refused: not-concurrent — while another call runs, one half waits for the other

static BUSY: std::sync::atomic::AtomicBool = std::sync::atomic::AtomicBool::new(false);

pub fn total(sales: &[u64], add: fn(&[u64]) -> u64) -> u64 {
    let (left, right) = sales.split_at(sales.len() / 2);
    use std::sync::atomic::Ordering::SeqCst;
    struct Free;
    impl Drop for Free {
        fn drop(&mut self) {
            BUSY.store(false, SeqCst);
        }
    }
    if BUSY.swap(true, SeqCst) {
        return add(left) + add(right);
    }
    let _free = Free;
    std::thread::scope(|scope| {
        let left = scope.spawn(move || add(left));
        let right = add(right);
        left.join().unwrap() + right
    })
}

fn main() {}
