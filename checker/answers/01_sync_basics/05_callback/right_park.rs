// accepted: the thread parks, and is unparked when the callback is gone

use lab::CallbackApi;
use std::sync::{Arc, Mutex, Weak};
use std::thread::{self, Thread};

#[derive(Debug, PartialEq, Eq)]
pub struct Dropped;

/// Fields are dropped in order: who is woken finds the slot let go of.
struct Fill {
    slot: Weak<Mutex<Option<String>>>,
    _wake: Wake,
}

struct Wake(Thread);

impl Drop for Wake {
    fn drop(&mut self) {
        self.0.unpark();
    }
}

pub fn fetch_sync(api: &CallbackApi, id: u32) -> Result<String, Dropped> {
    let slot = Arc::new(Mutex::new(None));
    let fill = Fill {
        slot: Arc::downgrade(&slot),
        _wake: Wake(thread::current()),
    };
    api.fetch(id, move |page| {
        let fill = fill;
        if let Some(slot) = fill.slot.upgrade() {
            *slot.lock().unwrap() = Some(page);
        }
    });
    while Arc::weak_count(&slot) > 0 {
        thread::park();
    }
    slot.lock().unwrap().take().ok_or(Dropped)
}

fn main() {}
