// refused: wrong-result — the lock is given back between the look and the change, on another thread

use lab::shim::Mutex;
use std::collections::HashMap;
use std::thread;

pub type Totals = Mutex<HashMap<String, u64>>;

pub fn record(totals: &Totals, article: &str, count: impl FnOnce() -> u64) -> u64 {
    let sold = count();
    let adds = || {
        let before = totals.lock().unwrap().get(article).copied().unwrap_or(0);
        totals
            .lock()
            .unwrap()
            .insert(article.to_owned(), before + sold);
        before + sold
    };
    thread::scope(|scope| scope.spawn(adds).join().unwrap_or_default())
}

fn main() {}
