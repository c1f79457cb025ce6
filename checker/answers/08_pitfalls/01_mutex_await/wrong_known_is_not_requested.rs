// refused: wrong-result — a page that is known is not requested again

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
        if let Some(text) = self.get(id).await {
            return text;
        }
        let text = api.page(id).await;
        self.known.lock().await.insert(id, text.clone());
        text
    }
}

fn main() {}
