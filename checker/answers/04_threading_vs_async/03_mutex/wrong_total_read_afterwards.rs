// refused: wrong-result — the total is read when others may have added to it

use lab::shim::Mutex;
use std::collections::HashMap;

pub type Totals = Mutex<HashMap<String, u64>>;

pub fn record(totals: &Totals, article: &str, count: impl FnOnce() -> u64) -> u64 {
    let sold = count();
    *totals
        .lock()
        .unwrap()
        .entry(article.to_owned())
        .or_default() += sold;
    totals.lock().unwrap()[article]
}

fn main() {}
