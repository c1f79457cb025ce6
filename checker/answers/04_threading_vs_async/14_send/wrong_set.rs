// refused: wrong-result — what was bought twice counts once

use lab::FakeApi;
use std::collections::BTreeSet;
use tokio::task::JoinHandle;

pub async fn job(api: FakeApi, customer: u32) -> String {
    let orders = api.orders(customer).await.into_iter();
    let things: BTreeSet<_> = orders.map(|order| format!("1 x {}", order.item)).collect();
    let user = api.user(customer).await;
    let things: Vec<_> = things.into_iter().collect();
    format!("{}: {}", user.name, things.join(", "))
}

pub fn start(api: FakeApi, customer: u32) -> JoinHandle<String> {
    tokio::spawn(job(api, customer))
}

fn main() {}
