//! `record` loses no update, and holds the lock for the update alone.

use lab::ms;
use lab::shim::Mutex;
use proof::is_free_during;
use proof::pause;
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

fn total(article: &str, total: u64) -> BTreeMap<String, u64> {
    BTreeMap::from([(article.to_owned(), total)])
}

fn record(totals: &Totals, article: &str, count: impl FnOnce() -> u64 + Send) -> u64 {
    exercise::record(totals, article, called("`count`", count))
}

/// Each of two tills sells some of an article.
fn two_tills(article: &str, sold: [u64; 2], check: impl Fn(&Totals, Vec<u64>)) {
    let record = |totals: &Totals, till: usize| {
        record(totals, article, || {
            pause("counts");
            sold[till]
        })
    };
    Interleavings::of(2)
        .named("till")
        .each(Totals::default, record, check);
}

fn nothing_gets_lost_in_whatever_order_two_tills_come() {
    let ([article], a, b) = (articles(), number(1..9), number(1..9));
    two_tills(article, [a, b], |totals, _| {
        equal("the map of totals", list(totals), total(article, a + b));
    });
}

fn each_till_gets_the_total_that_it_has_made() {
    look_at("the total that is returned: when is it read, and who may have come before?");
    let ([article], a, b) = (articles(), number(1..9), number(1..9));
    two_tills(article, [a, b], |_, got| {
        let in_one_order_or_the_other = got == [a, a + b] || got == [a + b, b];
        let seen = format!("the tills sold {a} and {b}, and got the totals {got:?}");
        let meaning = "one of these is not the total right after the till's own sales";
        holds(in_one_order_or_the_other, Kind::WrongResult, &seen, meaning);
    });
}

fn the_lock_is_free_while_a_till_counts() {
    within(ms(2_500), "record", || {
        let ([article], totals) = (articles(), Totals::default());
        record(&totals, article, || {
            is_free_during("count", "the lock", || totals.try_lock().is_ok());
            number(1..9)
        });
    });
}

fn two_tills_count_at_the_same_time() {
    let (totals, start, meet) = (Totals::default(), Barrier::new(2), Rendezvous::of(2));
    let ([article], sold) = (articles(), number(1..9));
    let till = || {
        start.wait();
        record(&totals, article, || {
            meet.arrive("count");
            sold
        });
    };
    within(ms(2_500), "record", || {
        thread::scope(|scope| {
            scope.spawn(till);
            scope.spawn(till);
        });
    });
    let wanted = total(article, 2 * sold);
    equal("the map of totals", list(&totals), wanted);
}

fn other_articles_are_left_alone() {
    let ([article, other], a, b) = (articles(), number(1..9), number(1..9));
    let others = || (other.to_owned(), 5);
    let totals = Mutex::new(HashMap::from([others()]));
    let got = within(ms(2_500), "record", || {
        [a, 0, b].map(|sold| record(&totals, article, || sold))
    });
    equal("the totals that were returned", got, [a, a, a + b]);
    let wanted = BTreeMap::from([others(), (article.to_owned(), a + b)]);
    equal("the totals", list(&totals), wanted);
}
