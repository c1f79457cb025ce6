// refused: wrong-result — it counts to 255

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
    let mut t: BTreeMap<String, u8> = BTreeMap::new();
    for o in &orders {
        let n = t.entry(o.item.clone()).or_default();
        *n = n.saturating_add(1);
    }
    let user = api.user(customer).await;
    format!(
        "{}: {}",
        user.name,
        t.iter()
            .map(|(i, n)| format!("{n} x {i}"))
            .collect::<Vec<_>>()
            .join(", ")
    )
}
pub fn start(api: FakeApi, customer: u32) -> JoinHandle<String> {
    tokio::spawn(job(api, customer))
}

fn main() {}
