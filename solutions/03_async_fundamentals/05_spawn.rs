// The price of every article is asked from the shop, and each request is a task of
// its own. `join_all` has many futures in one task. `tokio::spawn` makes a new
// task, which begins by itself and may run on any thread of the runtime.
//
// Nobody knows how long a task lives: it may outlive the function that started
// it. So it cannot borrow from that function; all that it uses has to be its own.
// Several tasks own one thing together through an `Arc`.
//
// https://docs.rs/tokio/latest/tokio/task/fn.spawn.html

use lab::{Config, FakeApi};
use std::sync::Arc;

/// Ask for the prices of the articles `ids` with `FakeApi::price`, each on a task
/// of its own, all at the same time, and return them in the order of `ids`. An id
/// may come more than once, and is asked for each time. No ids are no prices.
///
/// The tasks share the one `config`, of which no copy is made, and the one shop:
/// clones of a `FakeApi` are handles on the same shop. No thread is blocked. When
/// this function returns, every task has ended, and nobody holds `config` any more.
pub async fn prices(api: &FakeApi, config: Arc<Config>, ids: Vec<u32>) -> Vec<String> {
    let mut tasks = Vec::new();
    for id in ids {
        // A handle on the shop and one on the config for this task. It owns both,
        // and gives them back when it ends.
        let (api, config) = (api.clone(), Arc::clone(&config));
        tasks.push(tokio::spawn(async move { api.price(id, &config).await }));
    }
    // All of them have been started; only now does anybody wait.
    let mut prices = Vec::new();
    for task in tasks {
        // An error would mean that the task panicked or was aborted.
        prices.push(task.await.expect("a request does not panic"));
    }
    prices
}

#[tokio::main]
async fn main() {
    let currency = "EUR".to_owned();
    let config = Arc::new(Config { currency });
    println!("{:?}", prices(&FakeApi::new(), config, vec![3, 1, 2]).await);
}

// These tests look at what is returned. A hidden test also looks at how it runs:
// which task makes which request, which of them overlap, and what is left behind.
#[cfg(test)]
mod tests {
    use super::*;

    fn config(currency: &str) -> Arc<Config> {
        let currency = currency.to_owned();
        Arc::new(Config { currency })
    }

    #[tokio::test(start_paused = true)]
    async fn the_prices_are_in_the_order_of_the_ids() {
        let prices = prices(&FakeApi::new(), config("EUR"), vec![3, 1]).await;
        assert_eq!(prices, ["12 EUR", "4 EUR"]);
    }

    #[tokio::test(start_paused = true)]
    async fn the_config_names_the_currency() {
        let prices = prices(&FakeApi::new(), config("NOK"), vec![2]).await;
        assert_eq!(prices, ["8 NOK"]);
    }
}
