// refused: wrong-result — the map is taken out while it is changed

use lab::shim::Mutex;
use std::collections::HashMap;

pub type Totals = Mutex<HashMap<String, u64>>;

pub fn record(totals: &Totals, article: &str, count: impl FnOnce() -> u64) -> u64 {
    let sold = count();
    let mut all = std::mem::take(&mut *totals.lock().unwrap());
    let total = all.entry(article.to_owned()).or_default();
    *total += sold;
    let total = *total;
    totals.lock().unwrap().extend(all);
    total
}

fn main() {}
