// refused: too-concurrent — whoever hears of an error takes away whatever load there is by then

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
        if value.is_err() {
            self.loads.lock().unwrap().remove(key);
        }
        value
    }
}

fn main() {}
