// refused: not-concurrent — `start` makes a blocking thread of the task

use lab::FakeApi;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use tokio::runtime::Handle;
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
    let things = {
        let tally = Tally::default();
        orders.iter().for_each(|order| tally.add(&order.item));
        tally.text()
    };
    let user = api.user(customer).await;
    format!("{}: {things}", user.name)
}

pub fn start(api: FakeApi, customer: u32) -> JoinHandle<String> {
    let runtime = Handle::current();
    tokio::task::spawn_blocking(move || runtime.block_on(job(api, customer)))
}

fn main() {}
