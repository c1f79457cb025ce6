// refused: hangs — the thread waits for a lock that it has itself

use lab::shim::Mutex;
use std::collections::HashMap;

pub type Totals = Mutex<HashMap<String, u64>>;

pub fn record(totals: &Totals, article: &str, count: impl FnOnce() -> u64) -> u64 {
    let sold = count();
    let mut guard = totals.lock().unwrap();
    let before = totals.lock().unwrap().get(article).copied().unwrap_or(0);
    guard.insert(article.to_owned(), before + sold);
    before + sold
}

fn main() {}
