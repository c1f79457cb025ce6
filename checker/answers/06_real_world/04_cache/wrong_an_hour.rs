// refused: wrong-result — values are forgotten after an hour

use lab::{Database, DatabaseError};
use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use tokio::sync::OnceCell;
use tokio::time::Instant;

pub struct Cache {
    database: Database,
    cells: Mutex<HashMap<String, (Instant, Arc<OnceCell<String>>)>>,
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
            let new = || (Instant::now(), Arc::default());
            let entry = cells.entry(key.to_owned()).or_insert_with(new);
            if entry.1.initialized() && entry.0.elapsed() > std::time::Duration::from_secs(3_600) {
                *entry = new();
            }
            entry.1.clone()
        };
        cell.get_or_try_init(|| self.database.load(key))
            .await
            .cloned()
    }
}

fn main() {}
