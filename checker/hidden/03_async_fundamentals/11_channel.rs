//! `all_sales` listens to every till at once, and ends when the last one has closed.

use exercise::all_sales;
use lab::{Till, ms};
use proof::{Claims, Recorded, Work, equal, expected, if_it_hangs, look_at, virtual_time};

proof::main!(
    all_tills_report_at_the_same_time,
    every_sale_arrives_in_order,
    a_till_in_a_hurry_loses_nothing,
);

const NOTHING_COMES: &str = "the receiver waits for more, and nothing can come: either a sender is \
    still alive that nobody uses, or the tasks that send get no turn";

fn tills(work: &Work) -> Vec<Till> {
    let tills = [
        Till::new("north", &[1, 3, 5], ms(20)),
        Till::new("south", &[2, 6], ms(35)),
        Till::new("west", &[4], ms(50)),
    ];
    tills.map(|till| till.recorded_by(work.recorder())).into()
}

fn all_tills_report_at_the_same_time() {
    virtual_time(async |clock| {
        if_it_hangs(NOTHING_COMES);
        let work = Work::new();
        all_sales(tills(&work)).await;
        work.peak_is(3);
        clock.elapsed_is(ms(70), "the till that is open longest");
    });
}

fn every_sale_arrives_in_order() {
    virtual_time(async |_| {
        if_it_hangs(NOTHING_COMES);
        look_at("which sale is put into the list first, and when is the list complete?");
        let sales = all_sales(tills(&Work::new())).await;
        equal("the list of sales", sales, [1, 2, 3, 4, 5, 6]);
    });
}

fn a_till_in_a_hurry_loses_nothing() {
    virtual_time(async |_| {
        look_at("what happens to a sale when there is no room for it in the channel?");
        if_it_hangs(
            "either a sender is still alive that nobody uses, or a till waits for room in the \
             channel that nobody makes",
        );
        let sales: Vec<u32> = (1..=200).collect();
        let till = Till::new("north", &sales, ms(0));
        let wanted = expected("the list of sales", sales);
        let report = all_sales(vec![till]).await;
        equal("the number of sales", report.len(), 200);
        wanted.is(report);
    });
}
