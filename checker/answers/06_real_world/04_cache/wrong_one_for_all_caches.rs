// refused: not-started — one map for all caches of the program

use lab::{Database, DatabaseError};
use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex};
use tokio::sync::OnceCell;

static CELLS: LazyLock<Mutex<HashMap<String, Arc<OnceCell<String>>>>> =
    LazyLock::new(Mutex::default);

pub struct Cache {
    database: Database,
}

impl Cache {
    pub fn new(database: Database) -> Self {
        Self { database }
    }

    pub async fn get(&self, key: &str) -> Result<String, DatabaseError> {
        let cell = {
            let mut cells = CELLS.lock().unwrap();
            cells.entry(key.to_owned()).or_default().clone()
        };
        let value = cell.get_or_try_init(|| self.database.load(key)).await?;
        Ok(value.clone())
    }
}

fn main() {}
