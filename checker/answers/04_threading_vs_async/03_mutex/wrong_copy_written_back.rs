// refused: wrong-result — a copy of all totals is changed and written back

use lab::shim::Mutex;
use std::collections::HashMap;

pub type Totals = Mutex<HashMap<String, u64>>;

pub fn record(totals: &Totals, article: &str, count: impl FnOnce() -> u64) -> u64 {
    let mut copy = totals.lock().unwrap().clone();
    let total = copy.entry(article.to_owned()).or_default();
    *total += count();
    let total = *total;
    *totals.lock().unwrap() = copy;
    total
}

fn main() {}
