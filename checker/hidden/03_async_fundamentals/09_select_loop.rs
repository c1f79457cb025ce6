//! `takings` has one limit for all sales together, and returns at that moment.
// no promise: "What was sold, and why the counting ended." It says what the type is for.
// no promise: "`Till::next_sale` returned `None`." It says what the variant is for.
// no promise: "The limit was over first." It says what the variant is for.
// no promise: "(A sale at the very moment of the limit may be taken or left, and if the till closes at that moment, either end is right.)" It leaves a choice.

use exercise::{Ended, Takings};
use lab::{Till, ms};
use proof::prelude::*;
use std::time::Duration;
use tokio::time::sleep;

proof::main!(
    many_sales_do_not_move_the_limit,
    a_till_that_closes_ends_it_at_once,
    a_sale_that_does_not_come_in_time_is_not_waited_for,
    a_limit_of_zero_is_a_limit,
    the_limit_counts_from_the_first_poll,
    sales_after_the_limit_stay_in_the_till,
    every_sale_counts,
);

const SPINS: &str = "the loop runs without a pause, and while it does no time passes";

/// What is returned, as the code of the exercise writes it.
async fn takings(till: &mut Till, limit: u64) -> Written {
    if_it_hangs(SPINS);
    let Takings { sales, ended } = exercise::takings(till, ms(limit)).await;
    match ended {
        Ended::TimeUp => time_up(&sales),
        Ended::Closed => closed(&sales),
    }
}

fn time_up(sales: &[u32]) -> Written {
    written(format!("Takings {{ sales: {sales:?}, ended: TimeUp }}"))
}

fn closed(sales: &[u32]) -> Written {
    written(format!("Takings {{ sales: {sales:?}, ended: Closed }}"))
}

fn till(sales: &[u32], every: Duration) -> Till {
    Till::new("north", sales, every)
}

fn many_sales_do_not_move_the_limit() {
    never_blocks("While it waits, other tasks can go on.");
    promise("`limit` is for all sales together, however many come");
    virtual_time(async |clock| {
        look_at("what is made anew in every iteration of the loop, and what should last?");
        let takings_of_few = takings(&mut till(&[12, 7, 30, 5, 18, 9], ms(20)), 53).await;
        clock.ends_at(ms(53), "the limit for all sales together");
        equal("the result", takings_of_few, time_up(&[12, 7]));

        clock.restart();
        let sales: Vec<u32> = (1..=300).collect();
        let wanted = expected("the result", time_up(&sales[..150]));
        let takings_of_many = takings(&mut till(&sales, ms(2)), 301).await;
        clock.ends_at(ms(301), "the limit for all sales together");
        wanted.is(takings_of_many);
    });
}

fn a_till_that_closes_ends_it_at_once() {
    never_blocks("While it waits, other tasks can go on.");
    promise(
        "until it closes or until `limit` has passed since this function was first polled, and return at that moment",
    );
    virtual_time(async |clock| {
        let result = takings(&mut till(&[12, 7], ms(20)), 50).await;
        equal("the result", result, closed(&[12, 7]));
        clock.ends_at(ms(40), "the last sale, after which the till closes");

        clock.restart();
        let result = takings(&mut till(&[12, 7], ms(899_000)), 1_800_000).await;
        equal("the result", result, closed(&[12, 7]));
        clock.ends_at(ms(1_798_000), "the last sale, after which the till closes");

        clock.restart();
        let result = takings(&mut till(&[], ms(20)), 50).await;
        equal("the result", result, closed(&[]));
        clock.ends_at(ms(0), "a till that has closed already");
    });
}

fn a_sale_that_does_not_come_in_time_is_not_waited_for() {
    never_blocks("While it waits, other tasks can go on.");
    promise(
        "until `limit` has passed since this function was first polled, and return at that moment",
    );
    virtual_time(async |clock| {
        let result = takings(&mut till(&[12, 7], ms(35)), 50).await;
        clock.ends_at(ms(50), "the limit");
        equal("the result", result, time_up(&[12]));

        clock.restart();
        let result = takings(&mut till(&[12], ms(90)), 50).await;
        clock.ends_at(ms(50), "the limit");
        equal("the result", result, time_up(&[]));
    });
}

fn the_limit_counts_from_the_first_poll() {
    promise("has passed since this function was first polled");
    look_at("when is the moment taken from which the limit counts?");
    virtual_time(async |clock| {
        let mut north = till(&[12], ms(900_000));
        let call = exercise::takings(&mut north, ms(50));
        sleep(ms(30)).await;
        let sales = call.await.sales;
        clock.ends_at(ms(80), "the limit, from the first poll on");
        equal("the list of sales", sales, Vec::<u32>::new());
    });
}

fn a_limit_of_zero_is_a_limit() {
    promise("It may be zero, and is at most half an hour.");
    virtual_time(async |clock| {
        let result = takings(&mut till(&[12, 7], ms(20)), 0).await;
        clock.ends_at(ms(0), "the limit");
        equal("the result", result, time_up(&[]));
    });
}

fn sales_after_the_limit_stay_in_the_till() {
    promise("Sales that came before the limit are never lost, and later ones stay in the till.");
    virtual_time(async |clock| {
        let mut north = till(&[12, 7, 30, 5, 18, 9], ms(20));
        let before = takings(&mut north, 53).await;
        equal("the first result", before, time_up(&[12, 7]));
        let after = takings(&mut north, 53).await;
        equal("the result of another call", after, time_up(&[30, 5, 18]));
        clock.ends_at(ms(106), "twice the limit");
    });
}

fn every_sale_counts() {
    promise("Collect the sales of `till`, all and in order");
    virtual_time(async |_| {
        let sales = [30, 0, 7, 7, 0, 0, 12, u32::MAX, 30];
        let all = expected("the result", closed(&sales));
        all.is(takings(&mut till(&sales, ms(5)), 100).await);
        let some = expected("the result", time_up(&sales[..7]));
        some.is(takings(&mut till(&sales, ms(5)), 37).await);
    });
}
