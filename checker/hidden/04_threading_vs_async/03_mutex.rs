//! `record` loses no update, and holds the lock for the update alone.

use lab::ms;
use lab::shim::Mutex;
use proof::pause;
use proof::is_free_during;
use proof::prelude::*;
use std::collections::{BTreeMap, HashMap};
use std::sync::{Barrier, PoisonError};
use std::thread;

proof::main!(
    nothing_gets_lost_in_whatever_order_two_tills_come,
    each_till_gets_the_total_that_it_has_made,
    the_lock_is_free_while_a_till_counts,
    two_tills_count_at_the_same_time,
    other_articles_are_left_alone,
);

type Totals = Mutex<HashMap<String, u64>>;

fn list(totals: &Totals) -> BTreeMap<String, u64> {
    let totals = totals.lock().unwrap_or_else(PoisonError::into_inner);
    totals.clone().into_iter().collect()
}

fn tea(total: u64) -> BTreeMap<String, u64> {
    BTreeMap::from([("tea".to_owned(), total)])
}

/// One till sells 3, the other 4.
fn two_tills(check: impl Fn(&Totals, Vec<u64>)) {
    let record = |totals: &Totals, till: usize| {
        exercise::record(totals, "tea", || {
            pause("counts");
            [3, 4][till]
        })
    };
    Interleavings::of(2)
        .named("till")
        .each(Totals::default, record, check);
}

fn nothing_gets_lost_in_whatever_order_two_tills_come() {
    two_tills(|totals, _| equal("the map of totals", list(totals), tea(7)));
}

fn each_till_gets_the_total_that_it_has_made() {
    look_at("the total that is returned: when is it read, and who may have come before?");
    two_tills(|_, got| {
        let in_one_order_or_the_other = got == [3, 7] || got == [7, 4];
        let seen = format!("the tills sold 3 and 4, and got the totals {got:?}");
        let meaning = "one of these is not the total right after the till's own sales";
        holds(in_one_order_or_the_other, Kind::WrongResult, &seen, meaning);
    });
}

fn the_lock_is_free_while_a_till_counts() {
    within(ms(2_500), "record", || {
        let totals = Totals::default();
        exercise::record(&totals, "tea", || {
            is_free_during("count", "the lock", || totals.try_lock().is_ok());
            3
        });
    });
}

fn two_tills_count_at_the_same_time() {
    let (totals, start, meet) = (Totals::default(), Barrier::new(2), Rendezvous::of(2));
    let till = || {
        start.wait();
        exercise::record(&totals, "tea", || {
            meet.arrive("count");
            3
        });
    };
    within(ms(2_500), "record", || {
        thread::scope(|scope| {
            scope.spawn(till);
            scope.spawn(till);
        });
    });
    equal("the map of totals", list(&totals), tea(6));
}

fn other_articles_are_left_alone() {
    let cups = || ("cups".to_owned(), 5);
    let totals = Mutex::new(HashMap::from([cups()]));
    let got = within(ms(2_500), "record", || {
        [3, 0, 4].map(|sold| exercise::record(&totals, "tea", || sold))
    });
    equal("the totals that were returned", got, [3, 3, 7]);
    equal(
        "the totals",
        list(&totals),
        BTreeMap::from([cups(), ("tea".to_owned(), 7)]),
    );
}
