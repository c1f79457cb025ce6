// accepted: a task loads, and the callers watch for what it brings

use lab::{Database, DatabaseError};
use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use tokio::sync::watch;

#[derive(Clone)]
enum Entry {
    There(String),
    Coming(watch::Receiver<Option<Result<String, DatabaseError>>>),
}

pub struct Cache {
    database: Database,
    entries: Arc<Mutex<HashMap<String, Entry>>>,
}

impl Cache {
    pub fn new(database: Database) -> Self {
        Self {
            database,
            entries: Arc::default(),
        }
    }

    pub async fn get(&self, key: &str) -> Result<String, DatabaseError> {
        let mut coming = {
            let mut entries = self.entries.lock().unwrap();
            match entries.get(key) {
                Some(Entry::There(value)) => return Ok(value.clone()),
                Some(Entry::Coming(coming)) => coming.clone(),
                None => {
                    let coming = self.load(key.to_owned());
                    entries.insert(key.to_owned(), Entry::Coming(coming.clone()));
                    coming
                }
            }
        };
        let value = coming.wait_for(Option::is_some).await;
        value.ok().and_then(|value| value.clone()).unwrap()
    }

    fn load(&self, key: String) -> watch::Receiver<Option<Result<String, DatabaseError>>> {
        let (send, receive) = watch::channel(None);
        let (database, entries) = (self.database.clone(), self.entries.clone());
        tokio::spawn(async move {
            let value = database.load(&key).await;
            let mut entries = entries.lock().unwrap();
            match &value {
                Ok(value) => entries.insert(key, Entry::There(value.clone())),
                Err(_) => entries.remove(&key),
            };
            send.send_replace(Some(value));
        });
        receive
    }
}

fn main() {}
