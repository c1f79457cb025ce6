//! `profile` has both requests under way at the same time, so the slower one alone decides how long it takes.

use lab::{FakeApi, ms};
use proof::{Claims, equal, virtual_time};

proof::main!(
    both_requests_are_under_way_at_the_same_time,
    it_takes_as_long_as_the_slower_request,
    the_profile_is_what_the_shop_says,
);

fn shop() -> FakeApi {
    FakeApi::empty()
        .with_user(7, "Ada", ms(50))
        .with_orders(7, &["tea", "cups"], ms(30))
}

fn both_requests_are_under_way_at_the_same_time() {
    virtual_time(async |clock| {
        let api = shop();
        exercise::profile(&api, 7).await;
        clock.takes_at_least(ms(50));
        api.journal().peak_is(2);
    });
}

fn it_takes_as_long_as_the_slower_request() {
    virtual_time(async |clock| {
        exercise::profile(&shop(), 7).await;
        clock.elapsed_is(ms(50), "the user takes 50 ms, the orders take 30 ms");

        clock.restart();
        let slow_orders = shop().with_orders(7, &["tea"], ms(80));
        exercise::profile(&slow_orders, 7).await;
        clock.elapsed_is(ms(80), "the user takes 50 ms, the orders take 80 ms");
    });
}

fn the_profile_is_what_the_shop_says() {
    virtual_time(async |_| {
        let api = shop();
        let profile = exercise::profile(&api, 7).await;
        equal("the user's name", profile.user.name, "Ada");
        let orders = profile.orders.into_iter().map(|order| order.item);
        equal(
            "the list of orders",
            orders.collect::<Vec<_>>(),
            ["tea", "cups"],
        );
        equal("the number of requests", api.journal().calls().len(), 2);
        api.journal().all_ended();
    });
}
