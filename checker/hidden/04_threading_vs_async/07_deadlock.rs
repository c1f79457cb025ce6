//! Everybody eats, in whatever order they come to the forks, and two can eat at once.

// no promise: "Each seat has a thread of its own that calls this" It says who calls.
// no promise: "(To give a fork back and to try again later is allowed" It allows, and asks for nothing.

use lab::{Table, ms};
use proof::prelude::*;
use proof::{Background, interrupted, interrupted_with_locks_held};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::Arc;

proof::main!(
    all_five_eat_in_whatever_order_they_come_to_the_forks,
    so_do_three_at_a_table_of_three,
    so_do_two_who_share_both_forks,
    so_do_four_at_a_table_of_four,
    one_alone_eats_at_any_seat,
    who_waits_for_a_long_meal_eats_after_it,
    two_who_share_no_fork_can_eat_at_once,
    so_can_any_two_of_any_table,
    one_who_waits_keeps_nobody_else_from_eating,
    in_the_middle_of_a_meal_all_others_with_both_forks_eat,
    who_waits_eats_when_one_of_two_meals_is_over,
    who_has_come_and_has_no_fork_keeps_nobody_from_eating,
);

/// Each of these seats has eaten once, and no fork is left in anybody's hand.
fn have_eaten(table: &Table, seats: impl IntoIterator<Item = usize>) {
    let calls = table.journal().calls().into_iter();
    let mut meals: Vec<_> = calls.map(|call| call.item).collect();
    meals.sort();
    let mut wanted: Vec<_> = seats
        .into_iter()
        .map(|seat| format!("eat {seat}"))
        .collect();
    wanted.sort();
    equal("the list of meals", meals, wanted);
    let seats = 0..table.seats();
    let missing = seats.filter(|seat| table.left(*seat).try_take().is_none());
    equal("the number of forks that are not back", missing.count(), 0);
}

fn table_of(seats: usize) {
    promise("In whatever order they come to the forks, nobody waits for ever.");
    if_it_hangs("they wait in a circle: each for a fork that another one holds");
    Interleavings::of(seats).named("seat").each(
        || Table::new(seats),
        exercise::dine,
        |table, _| have_eaten(table, 0..seats),
    );
}

fn all_five_eat_in_whatever_order_they_come_to_the_forks() {
    table_of(5);
}

fn so_do_three_at_a_table_of_three() {
    table_of(3);
}

fn so_do_two_who_share_both_forks() {
    table_of(2);
}

fn so_do_four_at_a_table_of_four() {
    table_of(4);
}

fn one_alone_eats_at_any_seat() {
    promise("A table has any number of seats from two on.");
    if_it_hangs("one seat waits for others, and nobody else wants to eat");
    for seats in [2, 3, 5, 12] {
        for seat in 0..seats {
            let table = Table::new(seats);
            // Who has eaten may come again.
            within(ms(2_500), "dine", || {
                exercise::dine(&table, seat);
                exercise::dine(&table, seat);
            });
            have_eaten(&table, [seat, seat]);
        }
    }
}

/// Somebody has a fork for longer than anybody tries by number.
fn who_waits_for_a_long_meal_eats_after_it() {
    promise("Eat once at `seat`");
    look_at("what does a seat do when it does not get a fork, and for how long?");
    for seat in [0, 2, 4] {
        for neighbour in [0, 1] {
            let table = Arc::new(Table::new(5));
            let own = table.clone();
            let fork = table.left(seat + neighbour).take();
            let dines = background("dine", move || exercise::dine(&own, seat));
            // Until it sleeps, or has tried for a while.
            dines.watch().settles();
            drop(fork);
            dines.result();
            have_eaten(&table, [seat]);
        }
    }
}

fn two_who_share_no_fork_can_eat_at_once() {
    promise("Two that do not sit side by side can eat at the same time");
    look_at("what does one of them hold while it eats, that the other one has to wait for?");
    let most = Cell::new(0);
    let one = usize::try_from(number(0..5)).unwrap_or(0);
    let seats = [one, (one + 2) % 5];
    Interleavings::of(2).named("guest").each(
        || Table::new(5),
        |table, guest| exercise::dine(table, seats[guest]),
        |table, _| {
            have_eaten(table, seats);
            most.set(most.get().max(table.journal().peak()));
        },
    );
    let [one, other] = seats;
    let seen = format!(
        "seats {one} and {other} of a table of five never ate at the same time, in no order at all"
    );
    let meaning = "they share no fork, and still one waits until the other has eaten";
    holds(most.get() == 2, Kind::NotConcurrent, &seen, meaning);
}

/// `seat` dines, and both of its forks lie on the table.
fn eats(table: &Arc<Table>, seat: usize) {
    if_it_hangs("both forks of a seat lie on the table, and still it waits");
    let own = table.clone();
    background("dine", move || exercise::dine(&own, seat)).result();
    let lines = table.journal().lines();
    let wanted = [format!("start eat {seat}"), format!("end eat {seat}")];
    equal("the journal of the table", lines, wanted);
}

fn so_can_any_two_of_any_table() {
    promise("who finds both forks on the table eats, whoever else eats or waits");
    look_at("which forks does each seat take, and what else does it wait for?");
    for seats in [4, 5, 6] {
        for one in 0..seats {
            for other in (one + 2..one + seats - 1).map(|seat| seat % seats) {
                let table = Arc::new(Table::new(seats));
                // The other one has both forks in hand, and eats for a long time.
                let meal = (table.left(other).take(), table.right(other).take());
                eats(&table, one);
                drop(meal);
            }
        }
    }
}

fn one_who_waits_keeps_nobody_else_from_eating() {
    promise("who finds both forks on the table eats, whoever else eats or waits");
    look_at("who waits for a fork: what does it hold meanwhile that others need?");
    for waits in [0, 1, 5] {
        let table = Arc::new(Table::new(6));
        let fork = table.left(waits).take();
        let own = table.clone();
        let waiting = background("dine", move || exercise::dine(&own, waits));
        // Until it sleeps, or has tried for a while.
        waiting.watch().settles();
        eats(&table, (waits + 3) % 6);
        drop(fork);
        waiting.result();
    }
}

fn dines(table: &Arc<Table>, seat: usize) -> Background<()> {
    let own = table.clone();
    background("dine", move || exercise::dine(&own, seat))
}

/// `seat` dines, and something happens when it has eaten and still has both forks in hand;
/// not where the answer eats on another thread.
fn in_the_meal(table: &Arc<Table>, seat: usize, happens: impl FnOnce() + 'static) {
    let (own, mut happens) = (table.clone(), Some(happens));
    let eaten = format!("end eat {seat}");
    let others = move |_| {
        if happens.is_some() && own.journal().lines().contains(&eaten) {
            happens.take().map(|happens| happens()).unwrap_or_default();
        }
    };
    interrupted_with_locks_held(others, || exercise::dine(table, seat));
}

fn in_the_middle_of_a_meal_all_others_with_both_forks_eat() {
    promise("Two that do not sit side by side can eat at the same time");
    look_at("whom does each seat wait for, and which forks does it share with them?");
    if_it_hangs("both forks of a seat lie on the table while another one eats, and still it waits");
    for seats in [4, 5, 6] {
        for one in 0..seats {
            let table = Arc::new(Table::new(seats));
            let own = table.clone();
            in_the_meal(&table, one, move || {
                for other in one + 2..one + seats - 1 {
                    dines(&own, other % seats).result();
                }
            });
        }
    }
}

fn who_waits_eats_when_one_of_two_meals_is_over() {
    promise("who finds both forks on the table eats, whoever else eats or waits");
    look_at("a meal is over, and several wait: who of them is told, and can that one eat?");
    if_it_hangs("both forks of a seat lie on the table since a meal is over, and still it waits");
    for (seats, between, waits) in [(5, 1, 4), (6, 1, 5)] {
        for turn in 0..seats {
            let table = Arc::new(Table::new(seats));
            let [first, second, between, waits] =
                [0, 2, between, waits].map(|seat| (seat + turn) % seats);
            let own = table.clone();
            in_the_meal(&table, second, move || {
                let (wait, waiting) = (Rc::new(RefCell::default()), own.clone());
                let all: Rc<RefCell<Vec<_>>> = wait.clone();
                in_the_meal(&own, first, move || {
                    for seat in [between, waits] {
                        let dines = dines(&waiting, seat);
                        dines.watch().settles();
                        all.borrow_mut().push(dines);
                    }
                });
                let last = wait.borrow_mut().pop();
                last.map(Background::result).unwrap_or_default();
            });
        }
    }
}

/// Whether both forks of a seat are on the table.
fn lie(table: &Table, seat: usize) -> bool {
    let [left, right] = [table.left(seat), table.right(seat)];
    left.try_take().is_some() && right.try_take().is_some()
}

/// One has come, and before it takes a fork, its left neighbour begins a meal.
fn who_has_come_and_has_no_fork_keeps_nobody_from_eating() {
    promise("who finds both forks on the table eats, whoever else eats or waits");
    look_at("a seat waits because a neighbour has come: has that one a fork which it needs?");
    if_it_hangs("both forks of a seat lie on the table, and it waits for one who has none");
    for stands in 0..6 {
        let table = Arc::new(Table::new(6));
        let (own, neighbours) = (table.clone(), Rc::new(RefCell::default()));
        let begun: Rc<RefCell<Vec<_>>> = neighbours.clone();
        let others = move |step| {
            if step == stands && own.journal().lines().is_empty() && lie(&own, 1) {
                let eats = background("dine", {
                    let own = own.clone();
                    move || the_next_but_one_eats_too(&own, 1)
                });
                eats.watch().settles();
                begun.borrow_mut().push(eats);
            }
        };
        interrupted(others, || exercise::dine(&table, 2));
        let neighbours = neighbours.take();
        neighbours.into_iter().for_each(Background::result);
    }
}

/// In the meal of a seat, if that finds its forks.
fn the_next_but_one_eats_too(table: &Arc<Table>, seat: usize) {
    let own = table.clone();
    in_the_meal(table, seat, move || {
        if lie(&own, seat + 2) {
            dines(&own, seat + 2).result();
        }
    });
}
