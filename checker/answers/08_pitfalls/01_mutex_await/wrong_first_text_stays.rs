// refused: wrong-result — what is known is not replaced

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
        let text = api.page(id).await;
        let mut known = self.known.lock().await;
        known.entry(id).or_insert_with(|| text.clone());
        text
    }
}

fn main() {}
