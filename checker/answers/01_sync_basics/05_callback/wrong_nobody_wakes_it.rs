// refused: hangs — only a callback that is called wakes the thread

use lab::CallbackApi;
use std::sync::{Arc, Condvar, Mutex};

#[derive(Debug, PartialEq, Eq)]
pub struct Dropped;

pub fn fetch_sync(api: &CallbackApi, id: u32) -> Result<String, Dropped> {
    let slot = Arc::new((Mutex::new(None), Condvar::new()));
    let filled = slot.clone();
    api.fetch(id, move |page| {
        *filled.0.lock().unwrap() = Some(page);
        filled.1.notify_one();
    });
    let page = slot.0.lock().unwrap();
    let mut page = slot.1.wait_while(page, |page| page.is_none()).unwrap();
    page.take().ok_or(Dropped)
}

fn main() {}
