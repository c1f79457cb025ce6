// refused: wrong-result — half of a large number is cut off

use lab::shim::Mutex;
use std::collections::HashMap;
pub type Totals = Mutex<HashMap<String, u64>>;
pub fn record(totals: &Totals, article: &str, count: impl FnOnce() -> u64) -> u64 {
    let sold = count() as u32;
    let mut t = totals.lock().unwrap();
    let e = t.entry(article.to_owned()).or_default();
    *e += u64::from(sold);
    *e
}

fn main() {}
