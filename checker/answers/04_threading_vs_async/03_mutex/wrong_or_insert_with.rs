// refused: wrong-result — what is counted is only kept where nothing was

use lab::shim::Mutex;
use std::collections::HashMap;

pub type Totals = Mutex<HashMap<String, u64>>;

pub fn record(totals: &Totals, article: &str, count: impl FnOnce() -> u64) -> u64 {
    *totals
        .lock()
        .unwrap()
        .entry(article.to_owned())
        .or_insert_with(count)
}

fn main() {}
