// refused: not-concurrent — one lock for all keys, held while one of them is loaded

use lab::{Database, DatabaseError};
use std::collections::HashMap;
use tokio::sync::Mutex;

pub struct Cache {
    database: Database,
    values: Mutex<HashMap<String, String>>,
}

impl Cache {
    pub fn new(database: Database) -> Self {
        Self {
            database,
            values: Mutex::default(),
        }
    }

    pub async fn get(&self, key: &str) -> Result<String, DatabaseError> {
        let mut values = self.values.lock().await;
        if let Some(value) = values.get(key) {
            return Ok(value.clone());
        }
        let value = self.database.load(key).await?;
        values.insert(key.to_owned(), value.clone());
        Ok(value)
    }
}

fn main() {}
