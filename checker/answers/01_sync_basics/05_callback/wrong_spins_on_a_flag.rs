// refused: busy-waits — the thread asks a flag again and again

use lab::CallbackApi;
use std::hint;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

#[derive(Debug, PartialEq, Eq)]
pub struct Dropped;

pub fn fetch_sync(api: &CallbackApi, id: u32) -> Result<String, Dropped> {
    let page = Arc::new(Mutex::new(None));
    let ready = Arc::new(AtomicBool::new(false));
    let (filled, set) = (page.clone(), ready.clone());
    api.fetch(id, move |text| {
        *filled.lock().unwrap() = Some(text);
        set.store(true, Ordering::Release);
    });
    while !ready.load(Ordering::Acquire) {
        if Arc::strong_count(&ready) == 1 {
            break;
        }
        hint::spin_loop();
    }
    page.lock().unwrap().take().ok_or(Dropped)
}

fn main() {}
