//! `receipt` waits for each of its three requests, one after another, without blocking the thread.

use lab::{FakeApi, ms};
use proof::prelude::*;

proof::main!(
    the_shop_is_asked_three_times_in_order,
    it_takes_as_long_as_the_three_together,
    the_receipt_has_the_name_and_every_item,
    a_customer_without_orders_is_no_different,
);

const BLOCKED: &str = "the thread waits for an answer that only this thread could fetch";

fn shop(items: &[&str]) -> FakeApi {
    FakeApi::empty()
        .with_user(7, "Ada", ms(30))
        .with_orders(7, items, ms(20))
        .with_page(1, "sales", ms(30))
}

async fn is_asked_in_order(api: &FakeApi) -> String {
    if_it_hangs(BLOCKED);
    let receipt = exercise::receipt(api, 7).await;
    promise("Each is asked once, and only after the one before it has been answered.");
    api.journal().happened(&[
        "start user 7",
        "end user 7",
        "start orders 7",
        "end orders 7",
        "start page 1",
        "end page 1",
    ]);
    receipt
}

fn the_shop_is_asked_three_times_in_order() {
    never_blocks("No thread is blocked meanwhile.");
    promise("Ask the shop for the user, then for their orders, and then open page 1");
    virtual_time(async |_| {
        is_asked_in_order(&shop(&["tea", "cups"])).await;
    });
}

fn it_takes_as_long_as_the_three_together() {
    never_blocks("No thread is blocked meanwhile.");
    promise("Return when the third has been answered, too.");
    virtual_time(async |clock| {
        if_it_hangs(BLOCKED);
        exercise::receipt(&shop(&["tea", "cups"]), 7).await;
        clock.elapsed_is(ms(80), "30 ms, 20 ms and 30 ms, one after another");

        clock.restart();
        let slow = shop(&[])
            .with_user(7, "Ada", ms(300_000))
            .with_orders(7, &["tea"], ms(400_000))
            .with_page(1, "sales", ms(500_000));
        let receipt = exercise::receipt(&slow, 7).await;
        clock.elapsed_is(ms(1_200_000), "300 s, 400 s and 500 s, one after another");
        equal("the receipt", receipt, "Ada: tea");
    });
}

fn the_receipt_has_the_name_and_every_item() {
    never_blocks("No thread is blocked meanwhile.");
    virtual_time(async |_| {
        if_it_hangs(BLOCKED);
        promise("The receipt of user `id`, with all of their orders: `Ada: tea, cups`.");
        for (items, wanted) in [
            (&["tea", "cups"][..], "Ada: tea, cups"),
            (&["tea"], "Ada: tea"),
            (&["tea", "tea", "cups", "tea"], "Ada: tea, tea, cups, tea"),
        ] {
            let receipt = exercise::receipt(&shop(items), 7).await;
            equal("the receipt", receipt, wanted);
        }
    });
}

fn a_customer_without_orders_is_no_different() {
    never_blocks("No thread is blocked meanwhile.");
    virtual_time(async |_| {
        let receipt = is_asked_in_order(&shop(&[])).await;
        promise("Without orders it is `Ada: `.");
        equal("the receipt", receipt, "Ada: ");
    });
}
