// accepted: the thread parks until the callback is gone, whoever unparks it

use lab::CallbackApi;
use std::sync::{Arc, Mutex};
use std::thread::{self, Thread};

#[derive(Debug, PartialEq, Eq)]
pub struct Dropped;

/// Goes with the callback.
struct Fill {
    slot: Arc<Mutex<(Option<String>, bool)>>,
    sleeper: Thread,
}

impl Drop for Fill {
    fn drop(&mut self) {
        self.slot.lock().unwrap().1 = true;
        self.sleeper.unpark();
    }
}

pub fn fetch_sync(api: &CallbackApi, id: u32) -> Result<String, Dropped> {
    let slot = Arc::new(Mutex::new((None, false)));
    let fill = Fill {
        slot: slot.clone(),
        sleeper: thread::current(),
    };
    api.fetch(id, move |text| {
        let fill = fill;
        fill.slot.lock().unwrap().0 = Some(text);
    });
    while !slot.lock().unwrap().1 {
        thread::park();
    }
    slot.lock().unwrap().0.take().ok_or(Dropped)
}

fn main() {}
