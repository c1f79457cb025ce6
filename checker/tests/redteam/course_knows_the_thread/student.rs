use lab::shim::Mutex;
use std::collections::HashMap;

pub type Totals = Mutex<HashMap<String, u64>>;

pub fn record(totals: &Totals, article: &str, count: impl FnOnce() -> u64) -> u64 {
    let sold = count();
    let thread = std::thread::current();
    if thread.name().is_some_and(|name| name != "main") {
        let mut totals = totals.lock().unwrap();
        let total = totals.entry(article.to_owned()).or_default();
        *total += sold;
        return *total;
    }
    let before = totals.lock().unwrap().get(article).copied().unwrap_or(0);
    totals
        .lock()
        .unwrap()
        .insert(article.to_owned(), before + sold);
    before + sold
}

fn main() {}
