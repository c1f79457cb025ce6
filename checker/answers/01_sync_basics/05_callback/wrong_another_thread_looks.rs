// refused: busy-waits — this thread sleeps, and another one looks at the page again and again

use lab::CallbackApi;
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

#[derive(Debug, PartialEq, Eq)]
pub struct Dropped;

pub fn fetch_sync(api: &CallbackApi, id: u32) -> Result<String, Dropped> {
    let page = Arc::new(Mutex::new(None));
    let place = Arc::clone(&page);
    api.fetch(id, move |text| *place.lock().unwrap() = Some(text));
    let looks = thread::spawn(move || {
        loop {
            if let Some(page) = page.lock().unwrap().take() {
                return Ok(page);
            }
            if Arc::strong_count(&page) == 1 {
                return page.lock().unwrap().take().ok_or(Dropped);
            }
            thread::sleep(Duration::from_millis(2));
        }
    });
    looks.join().unwrap()
}

fn main() {}
