// refused: not-concurrent — tries to get the lock before the request, and holds it until the text is there

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
        let known = self.known.try_lock();
        let text = api.page(id).await;
        if let Ok(mut known) = known {
            known.insert(id, text.clone());
        }
        text
    }
}

fn main() {}
