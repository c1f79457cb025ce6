//! Everybody eats, in whatever order they come to the forks, and two can eat at once.

use lab::Table;
use proof::prelude::*;
use std::cell::Cell;

proof::main!(
    all_five_eat_in_whatever_order_they_come_to_the_forks,
    so_do_three_at_a_table_of_three,
    so_do_two_who_share_both_forks,
    two_who_share_no_fork_can_eat_at_once,
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

fn two_who_share_no_fork_can_eat_at_once() {
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
