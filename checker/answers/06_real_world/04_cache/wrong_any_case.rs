// refused: wrong-result — keys are compared without their case

use lab::{Database, DatabaseError};
use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use tokio::sync::OnceCell;

pub struct Cache {
    database: Database,
    cells: Mutex<HashMap<String, Arc<OnceCell<String>>>>,
}

impl Cache {
    pub fn new(database: Database) -> Self {
        Self {
            database,
            cells: Mutex::default(),
        }
    }

    pub async fn get(&self, key: &str) -> Result<String, DatabaseError> {
        let cell = {
            let mut cells = self.cells.lock().unwrap();
            cells.entry(key.to_lowercase()).or_default().clone()
        };
        let value = cell.get_or_try_init(|| self.database.load(key)).await?;
        Ok(value.clone())
    }
}

fn main() {}
