// refused: wrong-result — what was there is replaced

use lab::shim::Mutex;
use std::collections::HashMap;

pub type Totals = Mutex<HashMap<String, u64>>;

pub fn record(totals: &Totals, article: &str, count: impl FnOnce() -> u64) -> u64 {
    let sold = count();
    totals.lock().unwrap().insert(article.to_owned(), sold);
    sold
}

fn main() {}
