//! `choose` decides by the facts, and nothing in the facts speaks against its choice.

use lab::choice::{Caller::*, Does::*, Facts, situations};
use lab::ms;
use proof::{look_at, well_chosen};
use std::time::Duration;

proof::main!(
    ten_thousand_chats_are_open,
    two_thousand_pictures_are_shrunk,
    three_pages_link_to_one_another,
    a_plug_in_of_a_partner_may_crash,
    a_printer_is_slow_and_the_server_asks_it,
    a_hash_of_four_gibibytes_is_computed_in_the_server,
    five_tills_are_asked_for_their_sales,
    twenty_prices_are_added_up,
    other_work_has_other_numbers,
    facts_that_pull_in_two_directions_have_an_order,
);

fn ten_thousand_chats_are_open() {
    look_at("what does a chat need while nobody writes?");
    situation(0);
}

fn two_thousand_pictures_are_shrunk() {
    look_at("how many of them can be computed at the same moment?");
    situation(1);
}

fn three_pages_link_to_one_another() {
    look_at("when is it known what the second piece is?");
    situation(2);
}

fn a_plug_in_of_a_partner_may_crash() {
    look_at("what else ends when it crashes?");
    situation(3);
}

fn a_printer_is_slow_and_the_server_asks_it() {
    look_at("on which thread is the call made, and who else needs that thread?");
    situation(4);
}

fn a_hash_of_four_gibibytes_is_computed_in_the_server() {
    look_at("on which thread is it computed, and who else needs that thread?");
    situation(5);
}

fn five_tills_are_asked_for_their_sales() {
    look_at("where does the time go, and what would be needed to wait five times at once?");
    situation(6);
}

fn twenty_prices_are_added_up() {
    look_at("how long does all of it take?");
    situation(7);
}

fn other_work_has_other_numbers() {
    look_at("which of the facts does the function look at?");
    other(Facts::of(40_000, ms(90_000), Awaits, Task));
    other(Facts::of(3, ms(80), Awaits, Task));
    other(Facts::of(500, ms(5), Computes, Thread));
    other(Facts::of(2, ms(300), Computes, Thread));
    other(Facts::of(1, ms(900), Computes, Thread));
    other(Facts::of(12, ms(40), Blocks, Thread));
    other(Facts::of(30, ms(700), Blocks, Task));
    other(Facts::of(400, ms(8), Computes, Task));
    let nanoseconds = Duration::from_nanos(4);
    other(Facts::of(300, nanoseconds, Computes, Thread));
    other(Facts::of(5, ms(60), Blocks, Thread).one_after_another());
}

fn facts_that_pull_in_two_directions_have_an_order() {
    look_at("two of the facts say different things: which one must not be overruled?");
    other(Facts::of(8, ms(250), Computes, Thread).which_may_crash());
    other(Facts::of(1, ms(600), Blocks, Task).which_may_crash());
    other(Facts::of(4, ms(70), Blocks, Task).one_after_another());
    other(Facts::of(4, ms(70), Awaits, Task).one_after_another());
    other(Facts::of(200, Duration::from_nanos(2), Computes, Task));
}

fn situation(number: usize) {
    let (name, facts) = situations()[number];
    well_chosen(name, facts, exercise::choose(&facts));
}

fn other(facts: Facts) {
    well_chosen("other work", facts, exercise::choose(&facts));
}
