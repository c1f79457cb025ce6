// refused: not-concurrent — the guard lives to the end of the statement, in which the request is

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
        let mut text = String::new();
        self.known.lock().await.insert(id, {
            text = api.page(id).await;
            text.clone()
        });
        text
    }
}

fn main() {}
