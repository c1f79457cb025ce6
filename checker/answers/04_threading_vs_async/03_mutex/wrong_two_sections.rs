// refused: wrong-result — the lock is given back between the look and the change

use lab::shim::Mutex;
use std::collections::HashMap;

pub type Totals = Mutex<HashMap<String, u64>>;

pub fn record(totals: &Totals, article: &str, count: impl FnOnce() -> u64) -> u64 {
    let sold = count();
    let before = totals.lock().unwrap().get(article).copied().unwrap_or(0);
    totals
        .lock()
        .unwrap()
        .insert(article.to_owned(), before + sold);
    before + sold
}

fn main() {}
