// refused: does-not-compile — dropped before the await, but its scope goes on

use lab::FakeApi;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use tokio::task::JoinHandle;

#[derive(Clone, Default)]
struct Tally(Rc<RefCell<BTreeMap<String, u32>>>);

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
    let orders = api.orders(customer).await;
    let tally = Tally::default();
    for order in orders {
        tally.add(&order.item);
    }
    let things = tally.text();
    drop(tally);
    let user = api.user(customer).await;
    format!("{}: {things}", user.name)
}

pub fn start(api: FakeApi, customer: u32) -> JoinHandle<String> {
    tokio::spawn(job(api, customer))
}

fn main() {}
