//! `choose` decides by the facts, and nothing in the facts speaks against its choice.
// no promise: "Where two tools are good, choose one." It says that both are accepted.
// no promise: "None of the tools is good for more than fifty pieces, in any order, that block in a call for a thread: that is not asked." It is the test that keeps this.

use lab::choice::{Caller::*, Does::*, Facts, situations};
use lab::ms;
use proof::prelude::*;
use proof::well_chosen;
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
    what_is_just_small_enough_is_too_small_to_share,
    the_reason_is_why_it_is_this_tool,
    fifty_threads_are_a_few_and_one_more_is_not,
    there_is_a_good_choice_whatever_the_facts_are,
);

fn ten_thousand_chats_are_open() {
    promise("no piece waits for another one without need");
    look_at("what does a chat need while nobody writes?");
    situation(0);
}

fn two_thousand_pictures_are_shrunk() {
    promise("no piece waits for another one without need");
    look_at("how many of them can be computed at the same moment?");
    situation(1);
}

fn three_pages_link_to_one_another() {
    promise("nothing is started that wins nothing");
    look_at("when is it known what the second piece is?");
    situation(2);
}

fn a_plug_in_of_a_partner_may_crash() {
    promise("a crash is not the end of the whole shop");
    look_at("what else ends when it crashes?");
    situation(3);
}

fn a_printer_is_slow_and_the_server_asks_it() {
    promise("nobody is held up who has something else to do");
    look_at("on which thread is the call made, and who else needs that thread?");
    situation(4);
}

fn a_hash_of_four_gibibytes_is_computed_in_the_server() {
    promise("nobody is held up who has something else to do");
    look_at("on which thread is it computed, and who else needs that thread?");
    situation(5);
}

fn five_tills_are_asked_for_their_sales() {
    promise("no piece waits for another one without need");
    look_at("where does the time go, and what would be needed to wait five times at once?");
    situation(6);
}

fn twenty_prices_are_added_up() {
    promise("nothing is started that wins nothing");
    look_at("how long does all of it take?");
    situation(7);
}

fn other_work_has_other_numbers() {
    promise("the function is also asked about work that is not among the `situations`.");
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
    promise("A choice is good if nothing in the facts speaks against it");
    look_at("two of the facts say different things: which one must not be overruled?");
    other(Facts::of(8, ms(250), Computes, Thread).which_may_crash());
    other(Facts::of(1, Duration::from_nanos(2), Computes, Thread).which_may_crash());
    other(Facts::of(1, ms(600), Blocks, Task).which_may_crash());
    other(Facts::of(4, ms(70), Blocks, Task).one_after_another());
    other(Facts::of(4, ms(70), Awaits, Task).one_after_another());
    other(Facts::of(200, Duration::from_nanos(2), Computes, Task));
}

/// In all, whatever a single piece takes.
fn what_is_just_small_enough_is_too_small_to_share() {
    promise("Too small to share is what takes less than ten microseconds in all");
    look_at("what is compared with ten microseconds, and what if it is just as long?");
    let nanos = Duration::from_nanos;
    for each in [9_999, 10_000, 10_001] {
        other(Facts::of(1, nanos(each), Computes, Thread));
    }
    for (pieces, each) in [(9, 1_000), (2, 5_000), (11, 1_000), (1_000_000, 1_000)] {
        other(Facts::of(pieces, nanos(each), Computes, Thread));
    }
    other(Facts::of(9, nanos(1_000), Computes, Task));
}

/// Nobody would say so of the other tools.
fn the_reason_is_why_it_is_this_tool() {
    promise("The reason is true, and is why it is this tool.");
    look_at("would the reason be as true of another tool?");
    (0..situations().len()).for_each(situation);
}

fn fifty_threads_are_a_few_and_one_more_is_not() {
    promise("a few threads are fifty at most.");
    look_at("for how many pieces is that reason true?");
    other(Facts::of(50, ms(40), Blocks, Thread));
    for pieces in [49, 50, 51] {
        other(Facts::of(pieces, ms(40), Computes, Thread));
        other(Facts::of(pieces, ms(40), Computes, Task));
        other(Facts::of(pieces, ms(40), Blocks, Task));
    }
}

/// Who has what to do, in how many pieces, and how long each takes.
fn there_is_a_good_choice_whatever_the_facts_are() {
    promise("Choose a tool for the work of which these are the `facts`, and say why.");
    look_at("which of the facts does the function look at, and in which order?");
    let work = [
        (Awaits, Task, 20_000),
        (Blocks, Task, 513),
        (Blocks, Thread, 50),
        (Computes, Task, 20_000),
        (Computes, Thread, 20_000),
    ];
    for (does, caller, most) in work {
        let pieces = [1, 3, 7, 50, 51, 513, 20_000].into_iter();
        for pieces in pieces.filter(|pieces| *pieces <= most) {
            for each in [ms(1), ms(3_600_000)] {
                let any = Facts::of(pieces, each, does, caller);
                other(any);
                other(any.which_may_crash());
                if pieces <= 50 {
                    other(any.one_after_another());
                    other(any.one_after_another().which_may_crash());
                }
            }
        }
    }
}

fn situation(number: usize) {
    let (name, facts) = situations()[number];
    well_chosen(name, facts, exercise::choose(&facts));
}

fn other(facts: Facts) {
    well_chosen("other work", facts, exercise::choose(&facts));
}
