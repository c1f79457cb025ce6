// accepted: the place is made beforehand, and the sales are counted in between

use lab::shim::Mutex;
use std::collections::HashMap;

pub type Totals = Mutex<HashMap<String, u64>>;

pub fn record(totals: &Totals, article: &str, count: impl FnOnce() -> u64) -> u64 {
    let sold = {
        let mut all = totals.lock().unwrap();
        all.entry(article.to_owned()).or_default();
        drop(all);
        count()
    };
    let mut all = totals.lock().unwrap();
    *all.get_mut(article).unwrap() += sold;
    all[article]
}

fn main() {}
