// accepted: tried until it is free

use lab::shim::Mutex;
use std::collections::HashMap;
use std::thread;

pub type Totals = Mutex<HashMap<String, u64>>;

pub fn record(totals: &Totals, article: &str, count: impl FnOnce() -> u64) -> u64 {
    let sold = count();
    loop {
        if let Ok(mut totals) = totals.try_lock() {
            let total = totals.entry(article.to_owned()).or_insert(0);
            *total += sold;
            return *total;
        }
        thread::yield_now();
    }
}

fn main() {}
