// accepted: a look and an insert under one guard

use lab::shim::Mutex;
use std::collections::HashMap;
use std::sync::PoisonError;

pub type Totals = Mutex<HashMap<String, u64>>;

pub fn record(totals: &Totals, article: &str, count: impl FnOnce() -> u64) -> u64 {
    let sold = count();
    let mut totals = totals.lock().unwrap_or_else(PoisonError::into_inner);
    let total = totals.get(article).copied().unwrap_or(0) + sold;
    totals.insert(article.to_owned(), total);
    total
}

fn main() {}
