// refused: wrong-result — values are forgotten after ten minutes

use lab::{Database, DatabaseError};
use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;
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
            let now = Instant::now();
            cells.retain(|_, (since, _)| now - *since < Duration::from_secs(600));
            let entry = cells.entry(key.to_owned());
            entry.or_insert_with(|| (now, Arc::default())).1.clone()
        };
        let value = cell.get_or_try_init(|| self.database.load(key)).await?;
        Ok(value.clone())
    }
}

fn main() {}
