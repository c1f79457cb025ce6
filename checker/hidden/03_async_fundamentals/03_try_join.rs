//! `check_order` makes its checks together, returns with the first no, and cancels the others.

use lab::{Check, CheckFailed, FakeApi, ms};
use proof::{Claims, Tasks, equal, look_at, virtual_time};

proof::main!(
    the_checks_are_under_way_at_the_same_time,
    the_first_no_is_returned_at_once,
    the_other_checks_are_cancelled,
    a_yes_waits_for_every_check,
);

/// The payment fails first, the stock would fail later.
fn shop() -> FakeApi {
    FakeApi::empty()
        .with_failing_check(Check::Stock, ms(50))
        .with_failing_check(Check::Payment, ms(20))
        .with_check(Check::Address, ms(100))
}

fn the_checks_are_under_way_at_the_same_time() {
    virtual_time(async |_| {
        let api = shop();
        let _ = exercise::check_order(&api).await;
        api.journal().peak_is(3);
    });
}

fn the_first_no_is_returned_at_once() {
    virtual_time(async |clock| {
        look_at("what is still waited for when the first no is there, and who looks at it first?");
        let result = exercise::check_order(&shop()).await;
        clock.ends_at(ms(20), "the payment says no");
        equal("the result", result, Err(CheckFailed(Check::Payment)));
    });
}

fn the_other_checks_are_cancelled() {
    virtual_time(async |_| {
        let (api, tasks) = (shop(), Tasks::baseline());
        let _ = exercise::check_order(&api).await;
        tasks.back_to_baseline().await;
        api.journal().dropped_at("check stock", ms(20));
        api.journal().dropped_at("check address", ms(20));
    });
}

fn a_yes_waits_for_every_check() {
    virtual_time(async |clock| {
        let api = shop()
            .with_check(Check::Stock, ms(50))
            .with_check(Check::Payment, ms(20));
        let result = exercise::check_order(&api).await;
        equal("the result", result, Ok(()));
        clock.elapsed_is(ms(100), "the slowest check alone");
        equal("the number of checks", api.journal().calls().len(), 3);
    });
}
