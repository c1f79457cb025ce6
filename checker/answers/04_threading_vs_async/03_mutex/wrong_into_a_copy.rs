// refused: wrong-result — each thread has a copy of the totals of its own

use lab::shim::Mutex;
use std::collections::HashMap;

pub type Totals = Mutex<HashMap<String, u64>>;

pub fn record(totals: &Totals, article: &str, count: impl FnOnce() -> u64) -> u64 {
    let mut totals = totals.lock().unwrap().clone();
    let total = totals.entry(article.to_owned()).or_default();
    *total += count();
    *total
}

fn main() {}
