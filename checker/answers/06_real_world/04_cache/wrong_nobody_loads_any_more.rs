// refused: hangs — who loads is dropped, and what says that it loads stays

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
            if let Some(value) = self.look(key) {
                return Ok(value);
            }
            if self.may_load(key) {
                let value = self.database.load(key).await;
                let mut state = self.state.lock().unwrap();
                state.loading.remove(key);
                if let Ok(value) = &value {
                    state.values.insert(key.to_owned(), value.clone());
                }
                self.news.notify_waiters();
                return value;
            }
            news.await;
        }
    }

    fn look(&self, key: &str) -> Option<String> {
        self.state.lock().unwrap().values.get(key).cloned()
    }

    fn may_load(&self, key: &str) -> bool {
        self.state.lock().unwrap().loading.insert(key.to_owned())
    }
}

fn main() {}
