//! `profile` has both requests under way at the same time, so the slower one alone decides how long it takes.
// no promise: "What the page of a customer shows." It says what the type is for.

use lab::{FakeApi, ms};
use proof::prelude::*;

proof::main!(
    both_requests_are_under_way_at_the_same_time,
    it_takes_as_long_as_the_slower_request,
    each_request_is_made_once,
    the_profile_is_what_the_shop_says,
);

/// What the user takes, and what the orders take.
fn shop(user: u64, orders: u64) -> FakeApi {
    FakeApi::empty()
        .with_user(7, "Ada", ms(user))
        .with_orders(7, &["tea", "cups"], ms(orders))
}

fn both_requests_are_under_way_at_the_same_time() {
    never_blocks("no thread is blocked meanwhile");
    promise("Ask the shop for the user `id` and for their orders, at the same time");
    virtual_time(async |clock| {
        let api = shop(50, 30);
        exercise::profile(&api, 7).await;
        clock.takes_at_least(ms(50));
        api.journal().peak_is(2);
    });
}

fn it_takes_as_long_as_the_slower_request() {
    never_blocks("no thread is blocked meanwhile");
    promise("It takes as long as the slower request alone");
    virtual_time(async |clock| {
        for (user, orders, says) in [
            (50, 30, "the user takes 50 ms, the orders take 30 ms"),
            (50, 80, "the user takes 50 ms, the orders take 80 ms"),
            (20, 20, "each of the two takes 20 ms"),
            (0, 3, "the user is there at once, the orders take 3 ms"),
            (900_000, 5, "the user takes 900 s, the orders take 5 ms"),
            (5, 900_000, "the user takes 5 ms, the orders take 900 s"),
        ] {
            clock.restart();
            let profile = exercise::profile(&shop(user, orders), 7).await;
            clock.elapsed_is(ms(user.max(orders)), says);
            equal("the number of orders", profile.orders.len(), 2);
        }
    });
}

fn each_request_is_made_once() {
    promise("Make each of the two requests once.");
    virtual_time(async |_| {
        let api = shop(50, 30);
        exercise::profile(&api, 7).await;
        let calls = api.journal().calls().into_iter();
        let mut items: Vec<_> = calls.map(|call| call.item).collect();
        items.sort();
        equal("the list of requests", items, ["orders 7", "user 7"]);
        api.journal().all_ended();
    });
}

fn the_profile_is_what_the_shop_says() {
    promise("return what it says");
    virtual_time(async |_| {
        for items in [&["tea", "cups"][..], &["tea", "tea", "cups", "tea"], &[]] {
            let api = shop(50, 30).with_orders(7, items, ms(30));
            let profile = exercise::profile(&api, 7).await;
            equal("the user's name", profile.user.name, "Ada");
            equal("the user's id", profile.user.id, 7);
            let orders = profile.orders.into_iter().map(|order| order.item);
            equal("the list of orders", orders.collect::<Vec<_>>(), items);
        }
    });
}
