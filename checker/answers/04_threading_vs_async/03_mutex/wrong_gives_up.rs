// refused: wrong-result — who finds the lock taken goes away

use lab::shim::Mutex;
use std::collections::HashMap;

pub type Totals = Mutex<HashMap<String, u64>>;

pub fn record(totals: &Totals, article: &str, count: impl FnOnce() -> u64) -> u64 {
    let sold = count();
    let Ok(mut totals) = totals.try_lock() else {
        return sold;
    };
    let total = totals.entry(article.to_owned()).or_default();
    *total += sold;
    *total
}

fn main() {}
