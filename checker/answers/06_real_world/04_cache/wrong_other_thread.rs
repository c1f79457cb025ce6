// refused: forbidden — blocks the thread until a runtime of its own has loaded

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
            cells.entry(key.to_owned()).or_default().clone()
        };
        if let Some(value) = cell.get() {
            return Ok(value.clone());
        }
        let value = std::thread::scope(|scope| {
            let load = scope.spawn(|| {
                let runtime = tokio::runtime::Runtime::new().unwrap();
                runtime
                    .block_on(cell.get_or_try_init(|| self.database.load(key)))
                    .cloned()
            });
            load.join().unwrap()
        })?;
        Ok(value.clone())
    }
}

fn main() {}
