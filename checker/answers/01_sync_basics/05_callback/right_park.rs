// accepted: the thread parks, and is unparked when the callback is gone

use lab::CallbackApi;
use std::sync::{Arc, Mutex};
use std::thread::{self, Thread};

#[derive(Debug, PartialEq, Eq)]
pub struct Dropped;

struct Wake(Thread);

impl Drop for Wake {
    fn drop(&mut self) {
        self.0.unpark();
    }
}

pub fn fetch_sync(api: &CallbackApi, id: u32) -> Result<String, Dropped> {
    let slot = Arc::new(Mutex::new(None));
    let (filled, wake) = (Arc::downgrade(&slot), Wake(thread::current()));
    api.fetch(id, move |page| {
        let wake = wake;
        if let Some(slot) = filled.upgrade() {
            *slot.lock().unwrap() = Some(page);
        }
        drop(filled);
        drop(wake);
    });
    // Captures are dropped in order: the weak pointer first, then `Wake`.
    while slot.lock().unwrap().is_none() && Arc::weak_count(&slot) > 0 {
        thread::park();
    }
    slot.lock().unwrap().take().ok_or(Dropped)
}

fn main() {}
