// refused: wrong-result — nothing is kept

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
        let _ = &self.known;
        api.page(id).await
    }
}

fn main() {}
