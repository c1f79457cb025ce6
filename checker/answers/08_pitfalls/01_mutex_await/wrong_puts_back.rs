// refused: wrong-result — a call that is dropped puts back what was there at its beginning

use lab::FakeApi;
use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

#[derive(Default)]
pub struct Pages {
    known: Mutex<HashMap<u32, String>>,
}

struct PutBack<'a> {
    pages: &'a Pages,
    id: u32,
    before: Option<String>,
}

impl Drop for PutBack<'_> {
    fn drop(&mut self) {
        if let Some(before) = self.before.take() {
            self.pages.known().insert(self.id, before);
        }
    }
}

impl Pages {
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    fn known(&self) -> MutexGuard<'_, HashMap<u32, String>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub async fn get(&self, id: u32) -> Option<String> {
        self.known().get(&id).cloned()
    }

    pub async fn refresh(&self, api: &FakeApi, id: u32) -> String {
        let before = self.known().get(&id).cloned();
        let mut guard = PutBack {
            pages: self,
            id,
            before,
        };
        let text = api.page(id).await;
        guard.before = None;
        self.known().insert(id, text.clone());
        text
    }
}

fn main() {}
