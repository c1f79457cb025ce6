//! `all_sales` listens to every till at once, and ends when the last one has closed.
// no promise: "A till reports with `Till::next_sale`, which returns `None` when it has closed." It says what a till does.
// no promise: "(Sales at the same moment may come in any order.)" It leaves a choice.

use exercise::all_sales;
use lab::{Till, ms};
use proof::prelude::*;

proof::main!(
    all_tills_report_at_the_same_time,
    every_sale_arrives_in_order,
    a_till_in_a_hurry_loses_nothing,
    the_last_till_is_waited_for,
    no_other_thread_is_started,
    no_tills_are_no_sales,
);

const NOTHING_COMES: &str = "the receiver waits for more, and nothing can come: either a sender is \
    still alive that nobody uses, or the tasks that send get no turn";

const NO_ROOM: &str = "either a sender is still alive that nobody uses, or a till waits for room in \
    the channel that nobody makes";

/// Some sales are equal, one is zero, and one till has none.
fn tills(work: &Work) -> Vec<Till> {
    let tills = [
        Till::new("north", &[9, 3, 3], ms(20)),
        Till::new("south", &[2, 0], ms(35)),
        Till::new("east", &[], ms(10)),
        Till::new("west", &[3], ms(50)),
    ];
    tills.map(|till| till.recorded_by(work.recorder())).into()
}

fn all_tills_report_at_the_same_time() {
    never_blocks("let no call block it");
    promise("Listen to all `tills` at the same time");
    virtual_time(async |clock| {
        if_it_hangs(NOTHING_COMES);
        let work = Work::new();
        all_sales(tills(&work)).await;
        work.peak_is(3);
        promise("as soon as the last till has closed");
        clock.elapsed_is(ms(70), "the till that is open longest");

        promise("Listen to all `tills` at the same time");
        clock.restart();
        let work = Work::new();
        let many = (0..300).map(|n| Till::new(&format!("till {n}"), &[300 - n], ms(10)));
        let many = many.map(|till| till.recorded_by(work.recorder())).collect();
        let all = expected("the sorted list of sales", (1..=300).collect::<Vec<u32>>());
        let mut sales = all_sales(many).await;
        work.peak_is(300);
        clock.elapsed_is(ms(10), "each of the 300 tills has one sale after 10 ms");
        sales.sort();
        all.is(sales);
    });
}

fn every_sale_arrives_in_order() {
    never_blocks("let no call block it");
    promise("return every sale, in the order in which the tills reported them");
    virtual_time(async |_| {
        if_it_hangs(NOTHING_COMES);
        let sales = all_sales(tills(&Work::new())).await;
        equal("the list of sales", sales, [9, 2, 3, 3, 3, 0]);
        let sales = all_sales(vec![Till::new("north", &[12, 7, 30], ms(20))]).await;
        equal("the list of sales", sales, [12, 7, 30]);
    });
}

fn a_till_in_a_hurry_loses_nothing() {
    promise("return every sale");
    virtual_time(async |_| {
        if_it_hangs(NO_ROOM);
        let sales: Vec<u32> = (1..=3_000).rev().collect();
        let till = Till::new("north", &sales, ms(0));
        let wanted = expected("the list of sales", sales);
        let report = all_sales(vec![till]).await;
        equal("the number of sales", report.len(), 3_000);
        wanted.is(report);
    });
}

fn the_last_till_is_waited_for() {
    promise("as soon as the last till has closed");
    virtual_time(async |clock| {
        if_it_hangs(NOTHING_COMES);
        let tills = [("north", 1, 10), ("south", 2, 900_000), ("west", 3, 20)];
        let tills = tills.map(|(name, sale, after)| Till::new(name, &[sale], ms(after)));
        let sales = all_sales(tills.into()).await;
        clock.ends_at(
            ms(900_000),
            "the last sale, after which the last till closes",
        );
        equal("the list of sales", sales, [1, 3, 2]);
    });
}

fn no_other_thread_is_started() {
    promise("The tills share one thread with this function: start no other");
    virtual_time(async |_| {
        let (work, threads) = (Work::new(), StartedThreads::baseline());
        all_sales(tills(&work)).await;
        threads.are(0);
        work.all_on_this_thread();
    });
}

fn no_tills_are_no_sales() {
    promise("No tills are no sales.");
    virtual_time(async |_| {
        if_it_hangs("a sender is still alive although there is no till that could use it");
        equal("the list of sales", all_sales(Vec::new()).await, [0_u32; 0]);
    });
}
