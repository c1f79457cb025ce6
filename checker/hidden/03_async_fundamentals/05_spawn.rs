//! `prices` gives each request a task of its own, has them under way together, and leaves nothing behind.

use lab::{Config, FakeApi, ms};
use proof::prelude::*;
use std::sync::Arc;

proof::main!(
    the_requests_are_under_way_at_the_same_time,
    each_request_is_made_by_a_task_of_its_own,
    the_prices_are_in_the_order_of_the_ids,
    the_tasks_share_the_one_config,
    no_task_is_left_and_nobody_holds_the_config,
    no_ids_are_no_prices,
);

/// What is asked for first arrives last, but for the last one.
const IDS: [u32; 4] = [5, 1, 3, 1];

fn shop() -> FakeApi {
    FakeApi::empty()
        .with_price(5, 40, ms(60))
        .with_price(1, 12, ms(20))
        .with_price(3, 7, ms(40))
}

async fn prices(api: &FakeApi, config: Arc<Config>) -> Vec<String> {
    exercise::prices(api, config, IDS.to_vec()).await
}

fn config() -> Arc<Config> {
    let currency = "NOK".to_owned();
    Arc::new(Config { currency })
}

fn the_requests_are_under_way_at_the_same_time() {
    never_blocks("No thread is blocked.");
    promise("all at the same time");
    virtual_time(async |clock| {
        let api = shop();
        prices(&api, config()).await;
        promise("An id may come more than once, and is asked for each time.");
        equal("the number of requests", api.journal().calls().len(), 4);
        promise("all at the same time");
        api.journal().peak_is(4);
        clock.elapsed_is(ms(60), "the slowest of the four requests");

        clock.restart();
        let add = |api: FakeApi, id| api.with_price(id, id, ms(10));
        let api = (1..=300).fold(FakeApi::empty(), add);
        let got = exercise::prices(&api, config(), (1..=300).collect()).await;
        clock.elapsed_is(ms(10), "each of the 300 requests takes 10 ms");
        api.journal().peak_is(300);
        equal("the number of prices", got.len(), 300);
        promise("each on a task of its own");
        api.journal().each_on_its_own_task();
    });
}

fn each_request_is_made_by_a_task_of_its_own() {
    promise("each on a task of its own");
    virtual_time(async |_| {
        let api = shop();
        prices(&api, config()).await;
        api.journal().each_on_its_own_task();
    });
}

fn the_prices_are_in_the_order_of_the_ids() {
    promise("return them in the order of `ids`");
    virtual_time(async |_| {
        let prices = prices(&shop(), config()).await;
        let wanted = ["40 NOK", "12 NOK", "7 NOK", "12 NOK"];
        equal("the list of prices", prices, wanted);
    });
}

fn the_tasks_share_the_one_config() {
    promise("The tasks share the one `config`, of which no copy is made, and the one shop");
    virtual_time(async |_| {
        let (api, config) = (shop(), config());
        let place = Arc::as_ptr(&config).addr();
        prices(&api, config.clone()).await;
        let configs = api.configs();
        equal(
            "the number of requests that this shop got",
            configs.len(),
            4,
        );
        let others = configs.iter().filter(|other| **other != place).count();
        holds(
            others == 0,
            Kind::WrongResult,
            &format!(
                "{others} of 4 prices were asked for with another `Config` than the one that was handed in"
            ),
            "a copy costs memory, and nobody hears of a change to the one that was copied",
        );
    });
}

fn no_task_is_left_and_nobody_holds_the_config() {
    virtual_time(async |_| {
        for ids in [&IDS[..], &[3], &[]] {
            let (config, tasks) = (config(), Tasks::baseline());
            let seen_from_outside = Arc::downgrade(&config);
            exercise::prices(&shop(), config, ids.to_vec()).await;
            let holders = seen_from_outside.strong_count();
            promise("When this function returns, every task has ended");
            tasks.none_left();
            promise("nobody holds `config` any more");
            holds(
                holders == 0,
                Kind::Leaks,
                &format!("when `prices` returned, handles on `config` were left: {holders}"),
                "a handle that is not dropped keeps `config` in memory",
            );
        }
    });
}

fn no_ids_are_no_prices() {
    promise("No ids are no prices.");
    virtual_time(async |_| {
        if_it_hangs("without ids nothing is asked, and yet something waits for an answer");
        let prices = exercise::prices(&FakeApi::empty(), config(), Vec::new()).await;
        equal("the list of prices", prices, Vec::<String>::new());
    });
}
