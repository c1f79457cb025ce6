// refused: not-concurrent — the guard in the head of the match lives to its end

use lab::shim::Mutex;
use std::collections::HashMap;

pub type Totals = Mutex<HashMap<String, u64>>;

pub fn record(totals: &Totals, article: &str, count: impl FnOnce() -> u64) -> u64 {
    match totals
        .lock()
        .unwrap()
        .entry(article.to_owned())
        .or_default()
    {
        total => {
            *total += count();
            *total
        }
    }
}

fn main() {}
