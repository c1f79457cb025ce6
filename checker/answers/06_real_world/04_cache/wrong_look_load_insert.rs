// refused: too-concurrent — whoever finds nothing loads

use lab::{Database, DatabaseError};
use std::collections::HashMap;
use std::sync::Mutex;

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
        let found = self.values.lock().unwrap().get(key).cloned();
        if let Some(value) = found {
            return Ok(value);
        }
        let value = self.database.load(key).await?;
        let mut values = self.values.lock().unwrap();
        values.insert(key.to_owned(), value.clone());
        Ok(value)
    }
}

fn main() {}
