// refused: not-concurrent — it takes the fork of the neighbour as well

use lab::Table;
pub fn dine(table: &Table, seat: usize) {
    let (left, right) = (table.left(seat), table.right(seat));

    let next = table.right(seat + 1);
    let mut forks = [left, right, next];
    forks.sort_by_key(|f| f.number());
    if table.seats() < 5 {
        let (a, b) = if left.number() < right.number() {
            (left, right)
        } else {
            (right, left)
        };
        let (a, b) = (a.take(), b.take());
        table.eat(seat, &a, &b);
        return;
    }
    let t: Vec<_> = forks.iter().map(|f| f.take()).collect();
    let l = t
        .iter()
        .zip(forks)
        .find(|(_, f)| f.number() == left.number())
        .unwrap()
        .0;
    let r = t
        .iter()
        .zip(forks)
        .find(|(_, f)| f.number() == right.number())
        .unwrap()
        .0;
    table.eat(seat, l, r);
}

fn main() {}
