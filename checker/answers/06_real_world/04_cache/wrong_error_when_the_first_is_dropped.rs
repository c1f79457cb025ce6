// refused: wrong-result — the others get an error when who loads is dropped

use lab::{Database, DatabaseError};
use std::collections::HashMap;
use std::sync::Mutex;
use tokio::sync::watch;

type Coming = watch::Receiver<Option<Result<String, DatabaseError>>>;

pub struct Cache {
    database: Database,
    loads: Mutex<HashMap<String, Coming>>,
}

impl Cache {
    pub fn new(database: Database) -> Self {
        Self {
            database,
            loads: Mutex::default(),
        }
    }

    pub async fn get(&self, key: &str) -> Result<String, DatabaseError> {
        let (mine, mut coming) = {
            let mut loads = self.loads.lock().unwrap();
            match loads.get(key).cloned() {
                Some(coming) => (None, coming),
                None => {
                    let (send, coming) = watch::channel(None);
                    loads.insert(key.to_owned(), coming.clone());
                    (Some(send), coming)
                }
            }
        };
        if let Some(send) = mine {
            let value = self.database.load(key).await;
            if value.is_err() {
                self.loads.lock().unwrap().remove(key);
            }
            send.send_replace(Some(value));
        }
        let value = coming.wait_for(Option::is_some).await;
        let value = value.ok().and_then(|value| value.clone());
        value.unwrap_or(Err(DatabaseError))
    }
}

fn main() {}
