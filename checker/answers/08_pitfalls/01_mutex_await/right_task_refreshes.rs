// accepted: the request and the keeping are a task, which goes on when the call is dropped

use lab::FakeApi;
use std::collections::HashMap;
use std::sync::Arc;

#[derive(Default)]
pub struct Pages {
    known: Arc<std::sync::Mutex<HashMap<u32, String>>>,
}

impl Pages {
    pub fn new() -> Self {
        Self::default()
    }

    pub async fn get(&self, id: u32) -> Option<String> {
        self.known.lock().unwrap().get(&id).cloned()
    }

    pub async fn refresh(&self, api: &FakeApi, id: u32) -> String {
        let (api, known) = (api.clone(), self.known.clone());
        let task = tokio::spawn(async move {
            let text = api.page(id).await;
            known.lock().unwrap().insert(id, text.clone());
            text
        });
        task.await.expect("the request does not panic")
    }
}

fn main() {}
