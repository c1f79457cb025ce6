// refused: wrong-result — the call that began last wins, not the text that came last

use lab::FakeApi;
use std::collections::HashMap;
use tokio::sync::Mutex;

#[derive(Default)]
struct Known {
    calls: u64,
    texts: HashMap<u32, (u64, String)>,
}

pub struct Pages {
    known: Mutex<Known>,
}

impl Pages {
    pub fn new() -> Self {
        Self {
            known: Mutex::default(),
        }
    }

    pub async fn get(&self, id: u32) -> Option<String> {
        let known = self.known.lock().await;
        known.texts.get(&id).map(|(_, text)| text.clone())
    }

    pub async fn refresh(&self, api: &FakeApi, id: u32) -> String {
        let call = {
            let mut known = self.known.lock().await;
            known.calls += 1;
            known.calls
        };
        let text = api.page(id).await;
        let mut known = self.known.lock().await;
        if known.texts.get(&id).is_none_or(|(last, _)| *last < call) {
            known.texts.insert(id, (call, text.clone()));
        }
        text
    }
}

fn main() {}
