//! `check_order` makes its checks together, returns with the first no, and cancels the others.
// no promise: "(A task that has been aborted counts as gone.)" It leaves a choice.

use lab::{Check, CheckFailed, FakeApi, ms};
use proof::prelude::*;

proof::main!(
    the_checks_are_under_way_at_the_same_time,
    the_first_no_is_returned_at_once,
    a_no_that_comes_last_is_returned_too,
    the_other_checks_are_cancelled,
    a_yes_waits_for_every_check,
);

const CHECKS: [Check; 3] = [Check::Stock, Check::Payment, Check::Address];

/// All say yes: `first` after 20 ms, the others after 50 ms and 100 ms.
fn shop(first: Check) -> FakeApi {
    let mut others = CHECKS.into_iter().filter(|check| *check != first);
    let mut api = FakeApi::empty().with_check(first, ms(20));
    for after in [ms(50), ms(100)] {
        api = api.with_check(others.next().unwrap_or(first), after);
    }
    api
}

fn the_checks_are_under_way_at_the_same_time() {
    never_blocks("No thread is blocked meanwhile.");
    promise("all at the same time and each once");
    virtual_time(async |_| {
        let api = shop(Check::Stock);
        let _ = exercise::check_order(&api).await;
        api.journal().peak_is(3);
        let calls = api.journal().calls().into_iter();
        let mut items: Vec<_> = calls.map(|call| call.item).collect();
        items.sort();
        let wanted = ["check address", "check payment", "check stock"];
        equal("the list of checks", items, wanted);
    });
}

fn the_first_no_is_returned_at_once() {
    never_blocks("No thread is blocked meanwhile.");
    promise("When one says no, return its error at once.");
    virtual_time(async |clock| {
        for no in CHECKS {
            clock.restart();
            // One of the others would say no as well, later.
            let api = shop(no).with_failing_check(no, ms(20));
            let later = if no == Check::Stock {
                Check::Address
            } else {
                Check::Stock
            };
            let api = api.with_failing_check(later, ms(70));
            let result = exercise::check_order(&api).await;
            clock.ends_at(ms(20), "the first no");
            equal("the result", result, Err(CheckFailed(no)));
            equal("the number of checks", api.journal().calls().len(), 3);
        }
    });
}

fn a_no_that_comes_last_is_returned_too() {
    never_blocks("No thread is blocked meanwhile.");
    promise("When one says no, return its error at once.");
    virtual_time(async |clock| {
        for no in CHECKS {
            clock.restart();
            let api = shop(no).with_failing_check(no, ms(900_000));
            let result = exercise::check_order(&api).await;
            clock.ends_at(ms(900_000), "the no that comes after two checks said yes");
            equal("the result", result, Err(CheckFailed(no)));
            equal("the number of checks", api.journal().calls().len(), 3);
        }
    });
}

fn the_other_checks_are_cancelled() {
    promise(
        "The checks that are still under way are cancelled by then, and no task is left behind.",
    );
    virtual_time(async |clock| {
        for no in CHECKS {
            let api = shop(no).with_failing_check(no, ms(20));
            let (tasks, begun) = (Tasks::baseline(), clock.elapsed());
            let _ = exercise::check_order(&api).await;
            tasks.back_to_baseline().await;
            for other in CHECKS.into_iter().filter(|check| *check != no) {
                let item = format!("check {other}");
                api.journal().dropped_at(&item, begun + ms(20));
            }
        }
    });
}

fn a_yes_waits_for_every_check() {
    never_blocks("No thread is blocked meanwhile.");
    promise("When all of them have said yes, return `Ok`.");
    virtual_time(async |clock| {
        for slowest in CHECKS {
            clock.restart();
            let (api, tasks) = (shop(slowest), Tasks::baseline());
            let api = api.with_check(slowest, ms(900_000));
            let result = exercise::check_order(&api).await;
            equal("the result", result, Ok(()));
            clock.elapsed_is(ms(900_000), "the slowest check alone");
            equal("the number of checks", api.journal().calls().len(), 3);
            api.journal().all_ended();
            tasks.back_to_baseline().await;
        }
    });
}
