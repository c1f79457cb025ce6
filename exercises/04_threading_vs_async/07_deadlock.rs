// Five colleagues sit at a round table at lunch. Between two neighbours lies one fork,
// and who eats needs both forks beside the seat. Each is a thread, and each fork is a
// lock. If all five take the fork on their left, and then wait for the one on their
// right, nobody ever eats: that is a *deadlock*. It needs a circle of threads in which
// each holds what the one before it waits for.
//
// On most days it goes well. When the answer is judged, every day is the worst one.
//
// https://doc.rust-lang.org/book/ch16-03-shared-state.html (offline: `rustup doc
// --book`, chapter 16.3)

use lab::Table;

/// Eat once at `seat`: take the fork on its left and the fork on its right, call
/// [`Table::eat`] with both, and give both back.
///
/// Each seat has a thread of its own that calls this, and all of them may do so at the
/// same time, or only some. In whatever order they come to the forks, nobody waits for
/// ever. (To give a fork back and to try again later is allowed: it succeeds sooner or
/// later.) A table has any number of seats from two on. Two that do not sit side by side
/// can eat at the same time: who finds both forks on the table eats, whoever else eats or
/// waits.
pub fn dine(table: &Table, seat: usize) {
    let (left, right) = (table.left(seat), table.right(seat));

    // TODO: Take both forks, and eat. `Fork::take` waits for a fork, and
    // `Fork::number` says which one it is.
    todo!("seat {seat} needs {left:?} and {right:?}")
}

fn main() {
    let table = Table::new(5);
    std::thread::scope(|scope| {
        for seat in 0..table.seats() {
            let table = &table;
            scope.spawn(move || dine(table, seat));
        }
    });
    for line in table.journal().lines() {
        println!("{line}");
    }
}

// These tests look at who has eaten. A hidden test also looks at what can happen: all
// of them come at once, and each stops wherever it hurts most.
#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_alone_eats() {
        let table = Table::new(5);
        dine(&table, 4);
        assert_eq!(table.journal().lines(), ["start eat 4", "end eat 4"]);
    }

    #[test]
    fn the_forks_are_back_afterwards() {
        let table = Table::new(2);
        for seat in [0, 1, 0] {
            dine(&table, seat);
        }
        assert_eq!(table.journal().calls().len(), 3);
    }
}
