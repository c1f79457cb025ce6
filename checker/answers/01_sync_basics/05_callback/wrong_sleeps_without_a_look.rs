// refused: hangs — the thread goes to sleep without looking whether the page is there

use lab::CallbackApi;
use std::sync::{Arc, Condvar, Mutex};

#[derive(Debug, PartialEq, Eq)]
pub struct Dropped;

#[derive(Default)]
struct Slot {
    page: Mutex<Option<String>>,
    filled: Condvar,
}

struct Fill(Arc<Slot>);

impl Drop for Fill {
    fn drop(&mut self) {
        self.0.filled.notify_one();
    }
}

pub fn fetch_sync(api: &CallbackApi, id: u32) -> Result<String, Dropped> {
    let slot = Arc::new(Slot::default());
    let fill = Fill(slot.clone());
    api.fetch(id, move |page| {
        let fill = fill;
        *fill.0.page.lock().unwrap() = Some(page);
    });
    let page = slot.page.lock().unwrap();
    let mut page = slot.filled.wait(page).unwrap();
    page.take().ok_or(Dropped)
}

fn main() {}
