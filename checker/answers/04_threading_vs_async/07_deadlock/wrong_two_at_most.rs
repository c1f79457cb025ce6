// refused: not-concurrent — two may eat, wherever they sit

use lab::Table;
pub fn dine(table: &Table, seat: usize) {
    let (left, right) = (table.left(seat), table.right(seat));

    static EATING: lab::shim::AtomicUsize = lab::shim::AtomicUsize::new(0);
    loop {
        let n = EATING.fetch_add(1, lab::shim::Ordering::SeqCst);
        if n < 2 {
            break;
        }
        EATING.fetch_sub(1, lab::shim::Ordering::SeqCst);
        std::thread::yield_now();
    }
    let (a, b) = if left.number() < right.number() {
        (left, right)
    } else {
        (right, left)
    };
    let (a, b) = (a.take(), b.take());
    table.eat(seat, &a, &b);
    drop((a, b));
    EATING.fetch_sub(1, lab::shim::Ordering::SeqCst);
}

fn main() {}
