// refused: not-concurrent — keys with the same hash wait for each other

use lab::{Database, DatabaseError};
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use tokio::sync::Mutex;

pub struct Cache {
    database: Database,
    shards: [Mutex<HashMap<String, String>>; 16],
}

impl Cache {
    pub fn new(database: Database) -> Self {
        Self {
            database,
            shards: Default::default(),
        }
    }

    pub async fn get(&self, key: &str) -> Result<String, DatabaseError> {
        let mut hasher = DefaultHasher::new();
        key.hash(&mut hasher);
        let mut values = self.shards[hasher.finish() as usize % 16].lock().await;
        if let Some(value) = values.get(key) {
            return Ok(value.clone());
        }
        let value = self.database.load(key).await?;
        values.insert(key.to_owned(), value.clone());
        Ok(value)
    }
}

fn main() {}
