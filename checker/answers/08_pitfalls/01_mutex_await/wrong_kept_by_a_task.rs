// refused: wrong-result — a task keeps the text, some time later

use lab::FakeApi;
use std::collections::HashMap;
use std::sync::Arc;
use tokio::sync::Mutex;

pub struct Pages {
    known: Arc<Mutex<HashMap<u32, String>>>,
}

impl Pages {
    pub fn new() -> Self {
        Self {
            known: Arc::default(),
        }
    }

    pub async fn get(&self, id: u32) -> Option<String> {
        self.known.lock().await.get(&id).cloned()
    }

    pub async fn refresh(&self, api: &FakeApi, id: u32) -> String {
        let text = api.page(id).await;
        let (known, kept) = (self.known.clone(), text.clone());
        tokio::spawn(async move { known.lock().await.insert(id, kept) });
        text
    }
}

fn main() {}
