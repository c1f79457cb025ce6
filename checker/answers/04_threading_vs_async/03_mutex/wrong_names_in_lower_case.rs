// refused: wrong-result — two names that differ in their case are one article

use lab::shim::Mutex;
use std::collections::HashMap;
pub type Totals = Mutex<HashMap<String, u64>>;
pub fn record(totals: &Totals, article: &str, count: impl FnOnce() -> u64) -> u64 {
    let sold = count();
    let mut t = totals.lock().unwrap();
    let e = t.entry(article.to_lowercase()).or_default();
    *e += sold;
    *e
}

fn main() {}
