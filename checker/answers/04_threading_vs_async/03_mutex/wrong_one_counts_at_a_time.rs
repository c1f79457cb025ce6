// refused: not-concurrent — one till at a time, behind a second lock

use lab::shim::Mutex;
use std::collections::HashMap;

pub type Totals = Mutex<HashMap<String, u64>>;

pub fn record(totals: &Totals, article: &str, count: impl FnOnce() -> u64) -> u64 {
    static COUNTING: std::sync::Mutex<()> = std::sync::Mutex::new(());
    let sold = {
        let _turn = COUNTING.lock().unwrap();
        count()
    };
    let mut totals = totals.lock().unwrap();
    let total = totals.entry(article.to_owned()).or_default();
    *total += sold;
    *total
}

fn main() {}
