// refused: too-concurrent — when a load has failed, all that waited load

use lab::{Database, DatabaseError};
use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use tokio::sync::OnceCell;

pub struct Cache {
    database: Database,
    cells: Mutex<HashMap<String, Arc<OnceCell<Result<String, DatabaseError>>>>>,
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
        let mut mine = false;
        let value = cell.get_or_init(|| {
            mine = true;
            self.database.load(key)
        });
        let value = value.await.clone();
        if value.is_ok() {
            return value;
        }
        self.cells.lock().unwrap().remove(key);
        match mine {
            true => value,
            false => self.database.load(key).await,
        }
    }
}

fn main() {}
