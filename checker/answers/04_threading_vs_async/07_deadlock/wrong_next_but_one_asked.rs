// refused: hangs — a seat waits for the one beside its neighbour

use lab::Table;
use std::collections::HashSet;
use std::sync::{Condvar, LazyLock, Mutex};

static EATING: LazyLock<Mutex<HashSet<usize>>> = LazyLock::new(Mutex::default);
static DONE: Condvar = Condvar::new();

pub fn dine(table: &Table, seat: usize) {
    let (left, right) = (table.left(seat), table.right(seat));
    let seats = table.seats();
    let beside = [
        (seat + 1) % seats,
        (seat + 2) % seats,
        (seat + seats - 1) % seats,
    ];
    let eating = EATING.lock().unwrap();
    let mut eating = DONE
        .wait_while(eating, |eating| {
            beside.iter().any(|other| eating.contains(other))
        })
        .unwrap();
    eating.insert(seat);
    drop(eating);
    {
        let (one, other) = (left.take(), right.take());
        table.eat(seat, &one, &other);
    }
    EATING.lock().unwrap().remove(&seat);
    DONE.notify_all();
}

fn main() {}
