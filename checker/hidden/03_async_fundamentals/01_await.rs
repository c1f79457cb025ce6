//! `receipt` waits for each of its three requests, one after another, without blocking the thread.

use lab::{FakeApi, ms};
use proof::{Claims, equal, if_it_hangs, look_at, virtual_time};

proof::main!(
    the_shop_is_asked_three_times_in_order,
    it_takes_as_long_as_the_three_together,
    the_receipt_has_the_name_and_the_items,
);

fn shop() -> FakeApi {
    FakeApi::empty()
        .with_user(7, "Ada", ms(30))
        .with_orders(7, &["tea", "cups"], ms(20))
        .with_page(1, "sales", ms(30))
}

fn the_shop_is_asked_three_times_in_order() {
    virtual_time(async |_| {
        if_it_hangs(BLOCKED);
        look_at("each of the three calls in `receipt`: is it awaited, and what comes after it?");
        let api = shop();
        exercise::receipt(&api, 7).await;
        api.journal().happened(&[
            "start user 7",
            "end user 7",
            "start orders 7",
            "end orders 7",
            "start page 1",
            "end page 1",
        ]);
    });
}

fn it_takes_as_long_as_the_three_together() {
    virtual_time(async |clock| {
        if_it_hangs(BLOCKED);
        exercise::receipt(&shop(), 7).await;
        clock.elapsed_is(ms(80), "30 ms, 20 ms and 30 ms, one after another");
    });
}

fn the_receipt_has_the_name_and_the_items() {
    virtual_time(async |_| {
        if_it_hangs(BLOCKED);
        let receipt = exercise::receipt(&shop(), 7).await;
        equal("the receipt", receipt, "Ada: tea, cups");
    });
}

const BLOCKED: &str = "the thread waits for an answer that only this thread could fetch";
