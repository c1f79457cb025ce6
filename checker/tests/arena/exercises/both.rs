//! `both` asks for the user and the orders at the same time.

use lab::{FakeApi, ms};
use proof::{Claims, equal, virtual_time};

proof::main!(
    both_requests_are_under_way_at_the_same_time,
    it_takes_as_long_as_the_slower_request,
);

fn shop() -> FakeApi {
    FakeApi::empty()
        .with_user(7, "Ada", ms(50))
        .with_orders(7, &["tea"], ms(30))
}

fn both_requests_are_under_way_at_the_same_time() {
    virtual_time(async |_| {
        let api = shop();
        let (user, item): (String, String) = exercise::both(&api, 7).await;
        api.journal().peak_is(2);
        api.journal().calls_are(&["user 7", "orders 7"]);
        api.journal().finished("user 7");
        api.journal().finished("orders 7");
        equal("the user", user, "Ada");
        equal("the item", item, "tea");
    });
}

fn it_takes_as_long_as_the_slower_request() {
    virtual_time(async |clock| {
        let _: (String, String) = exercise::both(&shop(), 7).await;
        clock.elapsed_is(ms(50), "the slower request alone");
    });
}
