// accepted: the guard lives in a block, a function does the update

use lab::shim::Mutex;
use std::collections::HashMap;

pub type Totals = Mutex<HashMap<String, u64>>;

pub fn record(totals: &Totals, article: &str, count: impl FnOnce() -> u64) -> u64 {
    let sold = count();
    let total = {
        let mut guard = totals.lock().unwrap();
        add(&mut guard, article, sold)
    };
    total
}

fn add(totals: &mut HashMap<String, u64>, article: &str, sold: u64) -> u64 {
    match totals.get_mut(article) {
        Some(total) => {
            *total += sold;
            *total
        }
        None => {
            totals.insert(article.to_owned(), sold);
            sold
        }
    }
}

fn main() {}
