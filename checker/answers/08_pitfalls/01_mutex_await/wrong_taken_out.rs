// refused: wrong-result — the pages are taken out while a request is under way

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
        let mut known = std::mem::take(&mut *self.known.lock().await);
        let text = api.page(id).await;
        known.insert(id, text.clone());
        self.known.lock().await.extend(known);
        text
    }
}

fn main() {}
