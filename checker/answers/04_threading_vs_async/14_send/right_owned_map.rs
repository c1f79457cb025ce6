// accepted: one owner needs no `Rc`

use lab::FakeApi;
use std::collections::BTreeMap;
use tokio::task::JoinHandle;

pub async fn job(api: FakeApi, customer: u32) -> String {
    let mut counts = BTreeMap::new();
    for order in api.orders(customer).await {
        *counts.entry(order.item).or_insert(0) += 1;
    }
    let user = api.user(customer).await;
    let lines = counts.iter().map(|(thing, n)| format!("{n} x {thing}"));
    let things = lines.collect::<Vec<_>>().join(", ");
    format!("{}: {things}", user.name)
}

pub fn start(api: FakeApi, customer: u32) -> JoinHandle<String> {
    tokio::spawn(job(api, customer))
}

fn main() {}
