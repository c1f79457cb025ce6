// Every till of the shop counts its sales, which takes a while, and adds them to
// totals that all tills share. A `Mutex` lets one thread at a time get at what is in
// it: from `lock` until the guard is dropped. That stretch is the *critical section*.
// Where it is too short, another thread comes in between a look and the change that
// rests on it. Where it is too long, everybody waits for work that needs no lock.
//
// The `Mutex` of `lab::shim` does what that of `std` does. When the answer is judged,
// threads come to it in every order that matters.
//
// https://doc.rust-lang.org/std/sync/struct.Mutex.html (offline: `rustup doc
// std::sync::Mutex`)

use lab::shim::Mutex;
use std::collections::HashMap;

/// How many were sold of each article.
pub type Totals = Mutex<HashMap<String, u64>>;

/// Add what `count` gives to the total of `article`, and return the total that this
/// has made. An article that is not there yet has a total of 0.
///
/// Any number of threads may call this at the same time, and nothing of what they
/// counted gets lost. Each gets the total as it was right after its own sales were
/// added, not after those of others. Other articles are left alone.
///
/// `count` is slow. While it runs the lock is free, and other threads may count too. Where
/// somebody else has the lock, this waits for it, however long that lasts.
pub fn record(totals: &Totals, article: &str, count: impl FnOnce() -> u64) -> u64 {
    // TODO: Count, and add to the total. What has to happen while you have the lock,
    // and what must not?
    todo!()
}

fn main() {
    let totals = Totals::default();
    std::thread::scope(|scope| {
        for sold in [3, 4, 5] {
            let totals = &totals;
            scope.spawn(move || {
                let total = record(totals, "tea", || sold);
                println!("{sold} more: {total} in all");
            });
        }
    });
    println!("{:?}", totals.lock().unwrap());
}

// These tests look at what is in the totals. A hidden test also looks at what happens
// in between: in which order threads come to the lock, and when they hold it.
#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_counted_is_added() {
        let totals = Totals::default();
        assert_eq!(record(&totals, "tea", || 3), 3);
        assert_eq!(record(&totals, "tea", || 4), 7);
        assert_eq!(totals.lock().unwrap()["tea"], 7);
    }

    #[test]
    fn each_article_has_its_own_total() {
        let totals = Totals::default();
        record(&totals, "tea", || 3);
        assert_eq!(record(&totals, "cups", || 1), 1);
        assert_eq!(totals.lock().unwrap()["tea"], 3);
    }
}
