// accepted: tasks that stay on this thread

use futures::StreamExt;
use futures::stream::FuturesOrdered;
use lab::{Config, FakeApi};
use std::sync::Arc;
use tokio::task::LocalSet;

pub async fn prices(api: &FakeApi, config: Arc<Config>, ids: Vec<u32>) -> Vec<String> {
    let tasks = LocalSet::new();
    let running: FuturesOrdered<_> = ids
        .into_iter()
        .map(|id| {
            let (api, config) = (api.clone(), Arc::clone(&config));
            tasks.spawn_local(async move { api.price(id, &config).await })
        })
        .collect();
    tasks.run_until(running.map(Result::unwrap).collect()).await
}

fn main() {}
