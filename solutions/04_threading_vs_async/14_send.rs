// The shop reports what a customer has bought. `job` makes the report, and `start`
// gives it to the runtime as a task. After each `.await` a task may continue on
// another thread. So whatever it keeps across one has to be `Send`: safe to be handed
// from thread to thread. An `Rc` is not.
//
// This does not compile as it is, and the message is the exercise. It names a value
// that is not `Send`, and the `.await` where it is still alive.
//
// https://doc.rust-lang.org/book/ch16-04-extensible-concurrency-sync-and-send.html
// (offline: `rustup doc --book`, chapter 16.4)

use lab::FakeApi;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use tokio::task::JoinHandle;

/// Counts things. Clones count together, all of them on one thread.
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

/// What `customer` has bought, in the order of the alphabet: `Ada: 1 x cups, 2 x tea`.
/// Who has bought nothing is reported as well: `Ada: `.
///
/// It asks once for the orders, and when they are there, once for the user. It blocks no
/// thread. Its future is `Send`. Many reports may be under way at once, on one thread or
/// several.
pub async fn job(api: FakeApi, customer: u32) -> String {
    let orders = api.orders(customer).await;
    // The tally is made after the first `.await`, and goes out of scope before the
    // second one. Only the text is taken along, and a `String` is `Send`. To drop the
    // tally by hand would not do: what counts is the scope of the variable.
    let things = {
        let tally = Tally::default();
        for order in &orders {
            tally.add(&order.item);
        }
        tally.text()
    };
    let user = api.user(customer).await;
    format!("{}: {things}", user.name)
}

/// Start the report as a task of the runtime. This function is right as it is.
pub fn start(api: FakeApi, customer: u32) -> JoinHandle<String> {
    tokio::spawn(job(api, customer))
}

#[tokio::main]
async fn main() {
    let report = start(FakeApi::new(), 1);
    println!("{}", report.await.expect("a report does not panic"));
}

// These tests look at the report alone. A hidden test also looks at the requests,
// and at the task that makes them.
#[cfg(test)]
mod tests {
    use super::*;
    use lab::ms;

    #[tokio::test(flavor = "multi_thread")]
    async fn the_report_can_be_spawned() {
        let report = start(FakeApi::new(), 2);
        assert_eq!(report.await.unwrap(), "Grace: 1 x cups");
    }

    #[tokio::test(start_paused = true)]
    async fn what_was_bought_twice_counts_twice() {
        let shop = FakeApi::empty().with_user(7, "Ada", ms(50));
        let shop = shop.with_orders(7, &["tea", "cups", "tea"], ms(30));
        assert_eq!(job(shop, 7).await, "Ada: 1 x cups, 2 x tea");
    }
}
