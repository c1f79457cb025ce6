// refused: not-concurrent — the lock is held while the sales are counted

use lab::shim::Mutex;
use std::collections::HashMap;

pub type Totals = Mutex<HashMap<String, u64>>;

pub fn record(totals: &Totals, article: &str, count: impl FnOnce() -> u64) -> u64 {
    let mut totals = totals.lock().unwrap();
    let total = totals.entry(article.to_owned()).or_default();
    *total += count();
    *total
}

fn main() {}
