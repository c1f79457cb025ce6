// accepted: a lock for many readers, written for a moment

use lab::FakeApi;
use std::collections::HashMap;
use tokio::sync::RwLock;

pub struct Pages {
    known: RwLock<HashMap<u32, String>>,
}

impl Pages {
    pub fn new() -> Self {
        Self {
            known: RwLock::default(),
        }
    }

    pub async fn get(&self, id: u32) -> Option<String> {
        self.known.read().await.get(&id).cloned()
    }

    pub async fn refresh(&self, api: &FakeApi, id: u32) -> String {
        let text = api.page(id).await;
        self.known.write().await.insert(id, text.clone());
        text
    }
}

fn main() {}
