// refused: not-concurrent — one tally for all reports, and a lock held through the whole of each

use lab::FakeApi;
use std::collections::BTreeMap;
use tokio::sync::Mutex;
use tokio::task::JoinHandle;

static COUNTS: Mutex<BTreeMap<String, u32>> = Mutex::const_new(BTreeMap::new());

pub async fn job(api: FakeApi, customer: u32) -> String {
    let mut counts = COUNTS.lock().await;
    counts.clear();
    for order in api.orders(customer).await {
        *counts.entry(order.item).or_default() += 1;
    }
    let user = api.user(customer).await;
    let lines = counts.iter().map(|(thing, n)| format!("{n} x {thing}"));
    format!("{}: {}", user.name, lines.collect::<Vec<_>>().join(", "))
}

pub fn start(api: FakeApi, customer: u32) -> JoinHandle<String> {
    tokio::spawn(job(api, customer))
}

fn main() {}
