// refused: wrong-result — compared three times, and then written unseen

use lab::shim::Mutex;
use std::collections::HashMap;
pub type Totals = Mutex<HashMap<String, u64>>;
pub fn record(totals: &Totals, article: &str, count: impl FnOnce() -> u64) -> u64 {
    let sold = count();
    for _ in 0..3 {
        let old = totals.lock().unwrap().get(article).copied().unwrap_or(0);
        let new = old + sold;
        let mut t = totals.lock().unwrap();
        if t.get(article).copied().unwrap_or(0) == old {
            t.insert(article.to_owned(), new);
            return new;
        }
    }
    let old = totals.lock().unwrap().get(article).copied().unwrap_or(0);
    totals
        .lock()
        .unwrap()
        .insert(article.to_owned(), old + sold);
    old + sold
}

fn main() {}
