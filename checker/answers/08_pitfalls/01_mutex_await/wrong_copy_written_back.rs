// refused: wrong-result — a copy of all pages is made before the request, and put back after it

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
        let mut copy = self.known.lock().await.clone();
        let text = api.page(id).await;
        copy.insert(id, text.clone());
        *self.known.lock().await = copy;
        text
    }
}

fn main() {}
