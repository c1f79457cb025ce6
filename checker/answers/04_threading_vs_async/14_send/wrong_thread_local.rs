// refused: wrong-result — a tally of the thread, which reports share

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

thread_local! {
    static TALLY: Tally = Tally::default();
}

pub async fn job(api: FakeApi, customer: u32) -> String {
    TALLY.with(|tally| tally.0.borrow_mut().clear());
    for order in api.orders(customer).await {
        TALLY.with(|tally| tally.add(&order.item));
    }
    let user = api.user(customer).await;
    format!("{}: {}", user.name, TALLY.with(Tally::text))
}

pub fn start(api: FakeApi, customer: u32) -> JoinHandle<String> {
    tokio::spawn(job(api, customer))
}

fn main() {}
