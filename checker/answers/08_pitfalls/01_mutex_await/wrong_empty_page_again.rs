// refused: wrong-result — a page without a text is requested twice

use lab::FakeApi;
use std::collections::HashMap;

#[derive(Default)]
pub struct Pages {
    known: std::sync::Mutex<HashMap<u32, String>>,
}

impl Pages {
    pub fn new() -> Self {
        Self::default()
    }

    pub async fn get(&self, id: u32) -> Option<String> {
        self.known.lock().unwrap().get(&id).cloned()
    }

    pub async fn refresh(&self, api: &FakeApi, id: u32) -> String {
        let mut text = api.page(id).await;
        if text.is_empty() {
            text = api.page(id).await;
        }
        self.known.lock().unwrap().insert(id, text.clone());
        text
    }
}

fn main() {}
