// refused: hangs — the first seat waits for forks that it does not need

use lab::Table;

pub fn dine(table: &Table, seat: usize) {
    if seat == 0 {
        let mut all: Vec<_> = (0..table.seats()).map(|n| table.left(n).take()).collect();
        all.drain(2..);
        table.eat(seat, &all[0], &all[1]);
        return;
    }
    let (low, high) = match seat + 1 == table.seats() {
        true => (table.right(seat), table.left(seat)),
        false => (table.left(seat), table.right(seat)),
    };
    let (low, high) = (low.take(), high.take());
    table.eat(seat, &low, &high);
}

fn main() {}
