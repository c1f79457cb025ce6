// refused: wrong-result — a total of 0 of another article is removed

use lab::shim::Mutex;
use std::collections::HashMap;
pub type Totals = Mutex<HashMap<String, u64>>;
pub fn record(totals: &Totals, article: &str, count: impl FnOnce() -> u64) -> u64 {
    let sold = count();
    let mut t = totals.lock().unwrap();
    t.retain(|_, n| *n > 0);
    let e = t.entry(article.to_owned()).or_default();
    *e += sold;
    *e
}

fn main() {}
