// refused: wrong-result — a static map

use lab::FakeApi;
use std::collections::BTreeMap;
use tokio::sync::Mutex;

static KNOWN: Mutex<BTreeMap<u32, String>> = Mutex::const_new(BTreeMap::new());

pub struct Pages;

impl Pages {
    pub fn new() -> Self {
        Self
    }

    pub async fn get(&self, id: u32) -> Option<String> {
        KNOWN.lock().await.get(&id).cloned()
    }

    pub async fn refresh(&self, api: &FakeApi, id: u32) -> String {
        let text = api.page(id).await;
        KNOWN.lock().await.insert(id, text.clone());
        text
    }
}

fn main() {}
