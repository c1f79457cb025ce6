// refused: not-concurrent — a lock for readers and writers, and who loads writes

use lab::{Database, DatabaseError};
use std::collections::HashMap;
use tokio::sync::RwLock;

pub struct Cache {
    database: Database,
    values: RwLock<HashMap<String, String>>,
}

impl Cache {
    pub fn new(database: Database) -> Self {
        Self {
            database,
            values: RwLock::default(),
        }
    }

    pub async fn get(&self, key: &str) -> Result<String, DatabaseError> {
        if let Some(value) = self.values.read().await.get(key) {
            return Ok(value.clone());
        }
        let mut values = self.values.write().await;
        if let Some(value) = values.get(key) {
            return Ok(value.clone());
        }
        let value = self.database.load(key).await?;
        values.insert(key.to_owned(), value.clone());
        Ok(value)
    }
}

fn main() {}
