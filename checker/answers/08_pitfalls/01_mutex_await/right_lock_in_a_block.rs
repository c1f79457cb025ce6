// accepted: the lock in a block that ends before the `.await`

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
        let before = {
            let known = self.known.lock().await;
            known.get(&id).cloned()
        };
        let text = api.page(id).await;
        if before.as_ref() != Some(&text) || self.get(id).await.as_ref() != Some(&text) {
            let mut known = self.known.lock().await;
            known.insert(id, text.clone());
        }
        text
    }
}

fn main() {}
