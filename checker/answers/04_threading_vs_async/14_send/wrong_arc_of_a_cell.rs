// refused: does-not-compile — an `Arc` of a cell is not `Send` either

use lab::FakeApi;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;
use tokio::task::JoinHandle;

#[derive(Clone, Default)]
struct Tally(Arc<RefCell<BTreeMap<String, u32>>>);

impl Tally {
    fn add(&self, thing: &str) {
        *self.0.borrow_mut().entry(thing.to_owned()).or_default() += 1;
    }

    fn text(&self) -> String {
        let counts = self.0.borrow();
        let lines = counts.iter().map(|(thing, n)| format!("{n} x {thing}"));
        lines.collect::<Vec<_>>().join(", ")
    }
}

pub async fn job(api: FakeApi, customer: u32) -> String {
    let tally = Tally::default();
    for order in api.orders(customer).await {
        tally.add(&order.item);
    }
    let user = api.user(customer).await;
    format!("{}: {}", user.name, tally.text())
}

pub fn start(api: FakeApi, customer: u32) -> JoinHandle<String> {
    tokio::spawn(job(api, customer))
}

fn main() {}
