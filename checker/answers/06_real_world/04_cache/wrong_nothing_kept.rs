// refused: wrong-result — one load at a time, and nothing is remembered

use futures::FutureExt;
use futures::future::{BoxFuture, Shared};
use lab::{Database, DatabaseError};
use std::collections::HashMap;
use std::sync::Mutex;

type Load = Shared<BoxFuture<'static, Result<String, DatabaseError>>>;

pub struct Cache {
    database: Database,
    loads: Mutex<HashMap<String, Load>>,
}

impl Cache {
    pub fn new(database: Database) -> Self {
        Self {
            database,
            loads: Mutex::default(),
        }
    }

    pub async fn get(&self, key: &str) -> Result<String, DatabaseError> {
        let load = {
            let mut loads = self.loads.lock().unwrap();
            let load = loads.entry(key.to_owned()).or_insert_with(|| {
                let (database, key) = (self.database.clone(), key.to_owned());
                async move { database.load(&key).await }.boxed().shared()
            });
            load.clone()
        };
        let value = load.clone().await;
        let mut loads = self.loads.lock().unwrap();
        if loads.get(key).is_some_and(|other| other.ptr_eq(&load)) {
            loads.remove(key);
        }
        value
    }
}

fn main() {}
