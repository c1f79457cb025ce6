//! `record` loses no update, and holds the lock for the update alone.

// no promise: "How many were sold of each article." It says what the type is.
// no promise: "`count` is slow." What follows from it is asked.

use lab::ms;
use lab::shim::Mutex;
use proof::is_free_during;
use proof::pause;
use proof::prelude::*;
use std::collections::{BTreeMap, HashMap};
use std::sync::atomic::{AtomicU64, Ordering::SeqCst};
use std::sync::{Arc, Barrier, PoisonError};
use std::thread;

proof::main!(
    nothing_gets_lost_in_whatever_order_two_tills_come,
    each_till_gets_the_total_that_it_has_made,
    nothing_gets_lost_where_others_come_in_between_again_and_again,
    who_waits_for_the_lock_for_long_gets_it,
    the_lock_is_free_while_a_till_counts,
    two_tills_count_at_the_same_time,
    other_articles_are_left_alone,
    each_total_is_what_was_added,
);

type Totals = Mutex<HashMap<String, u64>>;

fn list(totals: &Totals) -> BTreeMap<String, u64> {
    let totals = totals.lock().unwrap_or_else(PoisonError::into_inner);
    totals.clone().into_iter().collect()
}

fn total(article: &str, total: u64) -> BTreeMap<String, u64> {
    BTreeMap::from([(article.to_owned(), total)])
}

/// Totals with one article in them.
fn totals(article: &str, total: u64) -> Totals {
    Mutex::new(HashMap::from([(article.to_owned(), total)]))
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
    promise("nothing of what they counted gets lost");
    let ([article], a, b) = (articles(), number(1..9), number(1..9));
    two_tills(article, [a, b], |totals, _| {
        equal("the map of totals", list(totals), total(article, a + b));
    });
}

fn each_till_gets_the_total_that_it_has_made() {
    promise("Each gets the total as it was right after its own sales were added");
    look_at("the total that is returned: when is it read, and who may have come before?");
    let ([article], a, b) = (articles(), number(1..9), number(1..9));
    two_tills(article, [a, b], |_, got| {
        let in_one_order_or_the_other = got == [a, a + b] || got == [a + b, b];
        let seen = format!("the tills sold {a} and {b}, and got the totals {got:?}");
        let meaning = "one of these is not the total right after the till's own sales";
        holds(in_one_order_or_the_other, Kind::WrongResult, &seen, meaning);
    });
}

/// Before each time that a till comes to the lock, somebody else was there: so often
/// that whoever counts attempts runs out of them.
fn nothing_gets_lost_where_others_come_in_between_again_and_again() {
    const MOST: usize = 10_000;
    promise("Any number of threads may call this at the same time");
    look_at("between a look at the total and its change, how often may others come?");
    let ([article], mine) = (articles(), number(2..9));
    let (totals, sold) = (Arc::new(totals(article, 5)), Arc::new(AtomicU64::new(0)));
    let (shared, others) = (totals.clone(), sold.clone());
    let one_more = move |step| {
        if step < MOST {
            others.fetch_add(1, SeqCst);
            record(&shared, article, || 1);
        }
    };
    within(ms(4_000), "record", || {
        interrupted(one_more, || record(&totals, article, || mine))
    });
    let wanted = total(article, 5 + sold.load(SeqCst) + mine);
    equal("the map of totals", list(&totals), wanted);
}

/// Somebody has the lock for longer than anybody tries by number.
fn who_waits_for_the_lock_for_long_gets_it() {
    promise("this waits for it, however long that lasts");
    look_at("what becomes of what was counted if the lock is not free for a while?");
    let ([article], before, sold) = (articles(), number(1..9), number(1..9));
    let shared = Arc::new(totals(article, before));
    let guard = shared.lock().unwrap_or_else(PoisonError::into_inner);
    let own = shared.clone();
    let records = background("record", move || record(&own, article, || sold));
    // Until it sleeps, or has tried for a while.
    records.watch().settles();
    drop(guard);
    equal(
        "the total that was returned",
        records.result(),
        before + sold,
    );
    let wanted = total(article, before + sold);
    equal("the map of totals", list(&shared), wanted);
}

fn the_lock_is_free_while_a_till_counts() {
    promise("While it runs the lock is free");
    let [article, known] = articles();
    let totals = totals(known, number(1..9));
    // One that is not there yet, and two that are.
    for article in [article, article, known] {
        within(ms(2_500), "record", || {
            record(&totals, article, || {
                is_free_during("count", "the lock", || totals.try_lock().is_ok());
                number(1..9)
            });
        });
    }
}

fn two_tills_count_at_the_same_time() {
    promise("other threads may count too");
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
    promise("Other articles are left alone.");
    let [article] = articles();
    // Names that are nearly the same are others.
    let name = [article, "", "t", "Tea", " tea ", "TEA", "nothing of this"];
    let others = || {
        name[1..]
            .iter()
            .map(|name| (*name).to_owned())
            .zip([5, 1, 2, 3, 4, 0])
    };
    let totals = Mutex::new(others().collect());
    let sold = number(1..9);
    let got = within(ms(2_500), "record", || record(&totals, article, || sold));
    equal("the total that was returned", got, sold);
    let mut wanted: BTreeMap<String, u64> = others().collect();
    wanted.insert(article.to_owned(), sold);
    equal("the map of totals", list(&totals), wanted);
    let got = within(ms(2_500), "record", || {
        ["", "t", "Tea", " tea ", "TEA"].map(|name| record(&totals, name, || 1))
    });
    equal(
        "the totals of articles with names that are alike",
        got,
        [6, 2, 3, 4, 5],
    );
}

fn each_total_is_what_was_added() {
    promise("An article that is not there yet has a total of 0.");
    let ([article], a, b, many) = (articles(), number(1..9), number(1..9), 1 << 40);
    let totals = Totals::default();
    let got = within(ms(2_500), "record", || {
        [a, 0, b, many].map(|sold| record(&totals, article, || sold))
    });
    let wanted = [a, a, a + b, a + b + many];
    promise("return the total that this has made");
    equal("the totals that were returned", got, wanted);
    equal(
        "the map of totals",
        list(&totals),
        total(article, a + b + many),
    );
}
