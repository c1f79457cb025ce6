//! `takings` has one limit for all sales together, and returns at that moment.

use exercise::{Ended, Takings};
use lab::{Till, ms};
use proof::{equal, if_it_hangs, look_at, virtual_time};
use std::time::Duration;

proof::main!(
    many_sales_do_not_move_the_limit,
    a_till_that_closes_ends_it_at_once,
    a_sale_that_does_not_come_in_time_is_not_waited_for,
);

/// The sales, and why there are no more of them.
async fn takings(till: &mut Till, limit: Duration) -> (Vec<u32>, &'static str) {
    let Takings { sales, ended } = exercise::takings(till, limit).await;
    let ended = match ended {
        Ended::TimeUp => "time up",
        Ended::Closed => "closed",
    };
    (sales, ended)
}

fn many_sales_do_not_move_the_limit() {
    virtual_time(async |clock| {
        look_at("what is made anew in every turn of the loop, and what should last?");
        if_it_hangs("the loop runs without a pause, and while it does no time passes");
        let mut till = Till::new("north", &[12, 7, 30, 5, 18, 9], ms(20));
        let report = takings(&mut till, ms(50)).await;
        clock.ends_at(ms(50), "the limit for all sales together");
        let (sales, ended) = (vec![12, 7], "time up");
        equal("the report", report, (sales, ended));
    });
}

fn a_till_that_closes_ends_it_at_once() {
    virtual_time(async |clock| {
        let mut till = Till::new("north", &[12, 7], ms(20));
        let report = takings(&mut till, ms(50)).await;
        let (sales, ended) = (vec![12, 7], "closed");
        equal("the report", report, (sales, ended));
        clock.ends_at(ms(40), "the last sale, after which the till closes");
    });
}

fn a_sale_that_does_not_come_in_time_is_not_waited_for() {
    virtual_time(async |clock| {
        let mut till = Till::new("north", &[12, 7], ms(35));
        let report = takings(&mut till, ms(50)).await;
        clock.ends_at(ms(50), "the limit");
        let (sales, ended) = (vec![12], "time up");
        equal("the report", report, (sales, ended));
    });
}
