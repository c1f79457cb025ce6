// refused: not-concurrent — two calls for the same page wait for each other

use lab::FakeApi;
use std::collections::HashMap;
use std::sync::Arc;
use tokio::sync::Mutex;

pub struct Pages {
    known: Mutex<HashMap<u32, String>>,
    locks: Mutex<HashMap<u32, Arc<Mutex<()>>>>,
}

impl Pages {
    pub fn new() -> Self {
        Self {
            known: Mutex::default(),
            locks: Mutex::default(),
        }
    }

    pub async fn get(&self, id: u32) -> Option<String> {
        self.known.lock().await.get(&id).cloned()
    }

    pub async fn refresh(&self, api: &FakeApi, id: u32) -> String {
        let lock = self.locks.lock().await.entry(id).or_default().clone();
        let _one = lock.lock().await;
        let text = api.page(id).await;
        self.known.lock().await.insert(id, text.clone());
        text
    }
}

fn main() {}
