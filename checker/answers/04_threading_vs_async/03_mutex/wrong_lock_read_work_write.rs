// refused: wrong-result — the total is read, then counted, then written: two tills read the same

use lab::shim::Mutex;
use std::collections::HashMap;

pub type Totals = Mutex<HashMap<String, u64>>;

pub fn record(totals: &Totals, article: &str, count: impl FnOnce() -> u64) -> u64 {
    let before = totals.lock().unwrap().get(article).copied().unwrap_or(0);
    let total = before + count();
    totals.lock().unwrap().insert(article.to_owned(), total);
    total
}

fn main() {}
