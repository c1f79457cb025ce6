// refused: wrong-result — a name is taken from an earlier report

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
    static N: std::sync::Mutex<BTreeMap<u32, String>> = std::sync::Mutex::new(BTreeMap::new());
    let orders = api.orders(customer).await;
    let things = {
        let tally = Tally::default();
        for o in &orders {
            tally.add(&o.item);
        }
        tally.text()
    };
    let known = N.lock().unwrap().get(&customer).cloned();
    let name = match known {
        Some(n) => n,
        None => {
            let n = api.user(customer).await.name;
            N.lock().unwrap().insert(customer, n.clone());
            n
        }
    };
    format!("{name}: {things}")
}
pub fn start(api: FakeApi, customer: u32) -> JoinHandle<String> {
    tokio::spawn(job(api, customer))
}

fn main() {}
