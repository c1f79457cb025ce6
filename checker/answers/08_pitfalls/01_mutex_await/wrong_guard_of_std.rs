// refused: does-not-compile — the guard of the standard library is not `Send`, and is held at an `.await`

use lab::FakeApi;
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

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
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.get(&id).cloned()
    }

    pub async fn refresh(&self, api: &FakeApi, id: u32) -> String {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let text = api.page(id).await;
        known.insert(id, text.clone());
        text
    }
}

fn main() {}
