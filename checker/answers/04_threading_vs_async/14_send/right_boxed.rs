// accepted: a future in a box that says that it is `Send`

use futures::FutureExt;
use futures::future::BoxFuture;
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

pub fn job(api: FakeApi, customer: u32) -> BoxFuture<'static, String> {
    async move {
        let orders = api.orders(customer).await;
        let things = {
            let tally = Tally::default();
            orders.iter().for_each(|order| tally.add(&order.item));
            tally.text()
        };
        format!("{}: {things}", api.user(customer).await.name)
    }
    .boxed()
}

pub fn start(api: FakeApi, customer: u32) -> JoinHandle<String> {
    tokio::spawn(job(api, customer))
}

fn main() {}
