// accepted: one section under the lock, on whichever thread

use lab::shim::Mutex;
use std::collections::HashMap;
use std::thread;

pub type Totals = Mutex<HashMap<String, u64>>;

pub fn record(totals: &Totals, article: &str, count: impl FnOnce() -> u64) -> u64 {
    let sold = count();
    let adds = || {
        let mut totals = totals.lock().unwrap();
        let total = totals.entry(article.to_owned()).or_default();
        *total += sold;
        *total
    };
    thread::scope(|scope| scope.spawn(adds).join().unwrap())
}

fn main() {}
