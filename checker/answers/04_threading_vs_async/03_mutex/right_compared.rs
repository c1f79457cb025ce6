// accepted: a total that has changed meanwhile is read again

use lab::shim::Mutex;
use std::collections::HashMap;

pub type Totals = Mutex<HashMap<String, u64>>;

pub fn record(totals: &Totals, article: &str, count: impl FnOnce() -> u64) -> u64 {
    let sold = count();
    let read = |totals: &HashMap<String, u64>| totals.get(article).copied().unwrap_or(0);
    let mut before = read(&totals.lock().unwrap());
    loop {
        let after = before + sold;
        let mut totals = totals.lock().unwrap();
        let now = read(&totals);
        if now == before {
            totals.insert(article.to_owned(), after);
            return after;
        }
        before = now;
    }
}

fn main() {}
