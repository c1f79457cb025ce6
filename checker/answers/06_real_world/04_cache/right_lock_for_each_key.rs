// accepted: a lock for each key, which is held while it is loaded

use lab::{Database, DatabaseError};
use std::collections::HashMap;
use std::sync::{Arc, Mutex};

type Entry = Arc<tokio::sync::Mutex<Option<String>>>;

pub struct Cache {
    database: Database,
    entries: Mutex<HashMap<String, Entry>>,
}

impl Cache {
    pub fn new(database: Database) -> Self {
        Self {
            database,
            entries: Mutex::default(),
        }
    }

    pub async fn get(&self, key: &str) -> Result<String, DatabaseError> {
        let entry = {
            let mut entries = self.entries.lock().unwrap();
            entries.entry(key.to_owned()).or_default().clone()
        };
        let mut value = entry.lock().await;
        if value.is_none() {
            *value = Some(self.database.load(key).await?);
        }
        Ok(value.clone().unwrap())
    }
}

fn main() {}
