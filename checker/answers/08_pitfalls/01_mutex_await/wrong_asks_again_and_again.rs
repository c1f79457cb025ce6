// refused: not-concurrent — tries to get the lock every 10 ms, and holds it while it waits

use lab::FakeApi;
use std::collections::HashMap;
use tokio::sync::Mutex;

pub struct Pages {
    known: Mutex<HashMap<u32, String>>,
}

impl Pages {
    pub fn new() -> Self {
        Self {
            known: Mutex::default(),
        }
    }

    pub async fn get(&self, id: u32) -> Option<String> {
        self.known.lock().await.get(&id).cloned()
    }
    pub async fn refresh(&self, api: &FakeApi, id: u32) -> String {
        let mut known = loop {
            if let Ok(known) = self.known.try_lock() {
                break known;
            }
            tokio::time::sleep(std::time::Duration::from_millis(10)).await;
        };
        let text = api.page(id).await;
        known.insert(id, text.clone());
        text
    }
}

fn main() {}
