// refused: does-not-compile — the guard of a lock is kept across the await

use lab::FakeApi;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use tokio::task::JoinHandle;

pub async fn job(api: FakeApi, customer: u32) -> String {
    let orders = api.orders(customer).await;
    let counts = Arc::new(Mutex::new(BTreeMap::new()));
    let mut counting = counts.lock().unwrap();
    for order in orders {
        *counting.entry(order.item).or_insert(0) += 1;
    }
    let user = api.user(customer).await;
    let lines = counting.iter().map(|(thing, n)| format!("{n} x {thing}"));
    let things = lines.collect::<Vec<_>>().join(", ");
    format!("{}: {things}", user.name)
}

pub fn start(api: FakeApi, customer: u32) -> JoinHandle<String> {
    tokio::spawn(job(api, customer))
}

fn main() {}
