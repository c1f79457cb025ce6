// accepted: the lock of the standard library, for a moment, in a statement of its own

use lab::FakeApi;
use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

pub struct Pages {
    known: Mutex<HashMap<u32, String>>,
}

impl Pages {
    pub fn new() -> Self {
        Self {
            known: Mutex::default(),
        }
    }

    fn known(&self) -> MutexGuard<'_, HashMap<u32, String>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub async fn get(&self, id: u32) -> Option<String> {
        self.known().get(&id).cloned()
    }

    pub async fn refresh(&self, api: &FakeApi, id: u32) -> String {
        let text = api.page(id).await;
        self.known().insert(id, text.clone());
        text
    }
}

fn main() {}
