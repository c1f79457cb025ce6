// refused: wrong-result — where there are many keys, a new one drives out the others

use lab::{Database, DatabaseError};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
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
            let mut cells = self.cells.lock().unwrap_or_else(PoisonError::into_inner);
            if cells.len() >= 64 && !cells.contains_key(key) {
                cells.retain(|_, cell| !cell.initialized());
            }
            Arc::clone(cells.entry(key.to_owned()).or_default())
        };
        let value = cell.get_or_try_init(|| self.database.load(key)).await?;
        Ok(value.clone())
    }
}

fn main() {}
