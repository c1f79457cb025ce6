// refused: wrong-result — the old text is removed before the new one is there

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
        self.known.lock().await.remove(&id);
        let text = api.page(id).await;
        self.known.lock().await.insert(id, text.clone());
        text
    }
}

fn main() {}
