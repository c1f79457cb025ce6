// refused: not-concurrent — who asks for a page that is requested for the first time waits for it

use lab::FakeApi;
use std::collections::HashMap;
use std::sync::Arc;
use tokio::sync::Mutex;

#[derive(Default)]
pub struct Pages {
    known: std::sync::Mutex<HashMap<u32, String>>,
    first: std::sync::Mutex<HashMap<u32, Arc<Mutex<()>>>>,
}

impl Pages {
    pub fn new() -> Self {
        Self::default()
    }

    pub async fn get(&self, id: u32) -> Option<String> {
        let first = self.first.lock().unwrap().get(&id).cloned();
        let known = self.known.lock().unwrap().get(&id).cloned();
        if known.is_some() {
            return known;
        }
        if let Some(first) = first {
            drop(first.lock().await);
        }
        self.known.lock().unwrap().get(&id).cloned()
    }

    pub async fn refresh(&self, api: &FakeApi, id: u32) -> String {
        let first = self.first.lock().unwrap().entry(id).or_default().clone();
        let _held = first.try_lock();
        let text = api.page(id).await;
        self.known.lock().unwrap().insert(id, text.clone());
        text
    }
}

fn main() {}
