// refused: wrong-result — the lock is asked for a few hundred times, and then what was counted is dropped

use lab::shim::Mutex;
use std::collections::HashMap;

pub type Totals = Mutex<HashMap<String, u64>>;

pub fn record(totals: &Totals, article: &str, count: impl FnOnce() -> u64) -> u64 {
    let sold = count();
    for _ in 0..300 {
        if let Ok(mut totals) = totals.try_lock() {
            let total = totals.entry(article.to_owned()).or_insert(0);
            *total += sold;
            return *total;
        }
    }
    0
}

fn main() {}
