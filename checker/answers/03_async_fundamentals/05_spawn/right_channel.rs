// accepted: the tasks send their prices, with the place of each

use lab::{Config, FakeApi};
use std::sync::Arc;
use tokio::sync::mpsc;

pub async fn prices(api: &FakeApi, config: Arc<Config>, ids: Vec<u32>) -> Vec<String> {
    let mut prices = vec![String::new(); ids.len()];
    let (tell, mut told) = mpsc::unbounded_channel();
    for (place, id) in ids.into_iter().enumerate() {
        let (api, config, tell) = (api.clone(), Arc::clone(&config), tell.clone());
        tokio::spawn(async move { tell.send((place, api.price(id, &config).await)) });
    }
    drop(tell);
    while let Some((place, price)) = told.recv().await {
        prices[place] = price;
    }
    prices
}

fn main() {}
