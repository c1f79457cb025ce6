//! `prices` gives each request a task of its own, has them under way together, and leaves nothing behind.

use lab::{Config, FakeApi, ms};
use proof::{Claims, Kind, Tasks, equal, holds, look_at, virtual_time};
use std::sync::Arc;

proof::main!(
    the_requests_are_under_way_at_the_same_time,
    each_request_is_made_by_a_task_of_its_own,
    the_prices_stand_in_the_order_of_the_ids,
    nobody_holds_the_config_afterwards,
);

fn shop() -> FakeApi {
    FakeApi::empty()
        .with_price(5, 40, ms(60))
        .with_price(1, 12, ms(20))
        .with_price(3, 7, ms(40))
}

async fn prices(api: &FakeApi, config: Arc<Config>) -> Vec<String> {
    exercise::prices(api, config, vec![5, 1, 3]).await
}

fn config() -> Arc<Config> {
    let currency = "EUR".to_owned();
    Arc::new(Config { currency })
}

fn the_requests_are_under_way_at_the_same_time() {
    virtual_time(async |clock| {
        let api = shop();
        prices(&api, config()).await;
        api.journal().peak_is(3);
        clock.elapsed_is(ms(60), "the slowest of the three requests");
        equal("the number of requests", api.journal().calls().len(), 3);
    });
}

fn each_request_is_made_by_a_task_of_its_own() {
    virtual_time(async |_| {
        let api = shop();
        prices(&api, config()).await;
        api.journal().each_on_its_own_task();
    });
}

fn the_prices_stand_in_the_order_of_the_ids() {
    virtual_time(async |_| {
        let prices = prices(&shop(), config()).await;
        equal("the list of prices", prices, ["40 EUR", "12 EUR", "7 EUR"]);
    });
}

fn nobody_holds_the_config_afterwards() {
    virtual_time(async |_| {
        look_at("every handle on `config`: who owns it, and when is it dropped?");
        let (config, tasks) = (config(), Tasks::baseline());
        let seen_from_outside = Arc::downgrade(&config);
        prices(&shop(), config).await;
        tasks.back_to_baseline().await;
        holds(
            seen_from_outside.upgrade().is_none(),
            Kind::Leaks,
            "after `prices` has returned and every task has ended, `config` is still in memory",
            "a handle on it was never dropped, so it can never be freed",
        );
    });
}
