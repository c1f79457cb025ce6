// refused: does-not-compile — to the compiler, a guard lives to the end of its block, dropped or not

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
        known.reserve(1);
        drop(known);
        let text = api.page(id).await;
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.insert(id, text.clone());
        text
    }
}

fn main() {}
