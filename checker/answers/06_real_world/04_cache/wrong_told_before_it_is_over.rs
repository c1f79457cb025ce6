// refused: hangs — the others are told before it is written down that the load is over: who looks in between waits for ever

use lab::{Database, DatabaseError};
use std::collections::{HashMap, HashSet};
use std::sync::Mutex;
use tokio::sync::Notify;

pub struct Cache {
    database: Database,
    state: Mutex<State>,
    news: Notify,
}

#[derive(Default)]
struct State {
    values: HashMap<String, String>,
    loading: HashSet<String>,
}

enum Seen {
    Value(String),
    Coming,
    Nothing,
}

struct Loading<'a>(&'a Cache, &'a str);

impl Drop for Loading<'_> {
    fn drop(&mut self) {
        self.0.news.notify_waiters();
        self.0.state.lock().unwrap().loading.remove(self.1);
    }
}

impl Cache {
    pub fn new(database: Database) -> Self {
        Self {
            database,
            state: Mutex::default(),
            news: Notify::new(),
        }
    }

    pub async fn get(&self, key: &str) -> Result<String, DatabaseError> {
        loop {
            let news = self.news.notified();
            match self.look(key) {
                Seen::Value(value) => return Ok(value),
                Seen::Coming => news.await,
                Seen::Nothing => return self.load(key).await,
            }
        }
    }

    async fn load(&self, key: &str) -> Result<String, DatabaseError> {
        let _loading = Loading(self, key);
        let value = self.database.load(key).await?;
        let mut state = self.state.lock().unwrap();
        state.values.insert(key.to_owned(), value.clone());
        Ok(value)
    }

    /// Whoever finds nothing loads, and is written down by then.
    fn look(&self, key: &str) -> Seen {
        let state = &mut *self.state.lock().unwrap();
        match state.values.get(key) {
            Some(value) => Seen::Value(value.clone()),
            None if state.loading.insert(key.to_owned()) => Seen::Nothing,
            None => Seen::Coming,
        }
    }
}

fn main() {}
