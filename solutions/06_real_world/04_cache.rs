// The database is slow, and when tea is in the news, a hundred customers ask for it in
// the same moment. A cache asks once and remembers the answer. But while nothing is
// remembered yet, all hundred find nothing: if each of them asked the database, it would
// be slow for everybody. So one of them loads, and the others wait for that one load.
//
// https://docs.rs/tokio/latest/tokio/sync/struct.OnceCell.html

use lab::{Database, DatabaseError};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::OnceCell;

/// A cache before a database. Tasks on any threads can share it.
pub struct Cache {
    database: Database,
    // A cell for each key that was ever asked for. The lock is for the map alone, and is
    // never held at an `.await`.
    cells: Mutex<HashMap<String, Arc<OnceCell<String>>>>,
}

impl Cache {
    /// Nothing is loaded yet.
    pub fn new(database: Database) -> Self {
        Self {
            database,
            cells: Mutex::default(),
        }
    }

    /// The value of `key`: at once if it was loaded before, otherwise as soon as
    /// `Database::load` has it.
    ///
    /// A value that was loaded is kept, and its key is never loaded again. There is
    /// never more than one load of a key under way: who asks for a key that is being
    /// loaded waits for that load, and returns with it. Nobody waits for the load of
    /// another key.
    ///
    /// An error is returned and not kept: a call after it loads again. (Those that
    /// waited for a load that failed may return its error too, or load again, one of
    /// them at a time.)
    ///
    /// Any caller may be dropped at any time, and the others still get the value. If it
    /// was the one that loads, either the load goes on without it, or another one of
    /// them loads, at once. No thread is blocked.
    pub async fn get(&self, key: &str) -> Result<String, DatabaseError> {
        // One caller loads, the others wait for the cell. If that one fails or is
        // dropped, the cell stays empty, and the next one in line loads.
        let value = self.cell(key);
        let value = value.get_or_try_init(|| self.database.load(key)).await?;
        Ok(value.clone())
    }

    fn cell(&self, key: &str) -> Arc<OnceCell<String>> {
        let mut cells = self.cells.lock().unwrap_or_else(PoisonError::into_inner);
        cells.entry(key.to_owned()).or_default().clone()
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let database = Database::sample();
    let cache = Cache::new(database.clone());
    let calls = ["tea", "cups", "tea", "kettle", "tea"].map(|key| cache.get(key));
    for value in futures::future::join_all(calls).await {
        println!("{value:?}");
    }
    println!("{}", database.journal().lines().join("\n"));
}

// These tests look at what is returned and what is loaded. A hidden test also looks at
// who waits for whom, and at callers that are dropped.
#[cfg(test)]
mod tests {
    use super::*;
    use lab::ms;

    #[tokio::test(start_paused = true)]
    async fn a_value_is_loaded_once() {
        let database = Database::empty().with_row("tea", "4 EUR", ms(100));
        let cache = Cache::new(database.clone());
        assert_eq!(cache.get("tea").await, Ok("4 EUR".to_owned()));
        assert_eq!(cache.get("tea").await, Ok("4 EUR".to_owned()));
        assert_eq!(database.journal().calls().len(), 1);
    }

    #[tokio::test(start_paused = true)]
    async fn after_an_error_it_is_loaded_again() {
        let database = Database::empty().with_row("tea", "4 EUR", ms(100));
        let cache = Cache::new(database.with_failures("tea", 1));
        assert_eq!(cache.get("tea").await, Err(DatabaseError));
        assert_eq!(cache.get("tea").await, Ok("4 EUR".to_owned()));
    }
}
