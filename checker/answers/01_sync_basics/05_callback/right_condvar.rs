// accepted: a slot with a condition variable; whoever drops the callback says so

use lab::CallbackApi;
use std::sync::{Arc, Condvar, Mutex};

#[derive(Debug, PartialEq, Eq)]
pub struct Dropped;

#[derive(Default)]
struct Slot {
    state: Mutex<(Option<String>, bool)>,
    changed: Condvar,
}

struct Fill(Arc<Slot>);

impl Drop for Fill {
    fn drop(&mut self) {
        self.0.state.lock().unwrap().1 = true;
        self.0.changed.notify_one();
    }
}

pub fn fetch_sync(api: &CallbackApi, id: u32) -> Result<String, Dropped> {
    let slot = Arc::new(Slot::default());
    let fill = Fill(slot.clone());
    api.fetch(id, move |page| {
        // The whole of `fill` moves in here, and is dropped at the end.
        let fill = fill;
        fill.0.state.lock().unwrap().0 = Some(page);
    });
    let state = slot.state.lock().unwrap();
    let mut state = slot.changed.wait_while(state, |state| !state.1).unwrap();
    state.0.take().ok_or(Dropped)
}

fn main() {}
