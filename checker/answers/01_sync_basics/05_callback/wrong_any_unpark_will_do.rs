// refused: too-early — whoever unparks the thread ends the wait

use lab::CallbackApi;
use std::sync::{Arc, Mutex};
use std::thread::{self, Thread};

#[derive(Debug, PartialEq, Eq)]
pub struct Dropped;

struct Fill {
    page: Arc<Mutex<Option<String>>>,
    sleeper: Thread,
}

impl Drop for Fill {
    fn drop(&mut self) {
        self.sleeper.unpark();
    }
}

pub fn fetch_sync(api: &CallbackApi, id: u32) -> Result<String, Dropped> {
    let page = Arc::new(Mutex::new(None));
    let fill = Fill {
        page: page.clone(),
        sleeper: thread::current(),
    };
    api.fetch(id, move |text| {
        let fill = fill;
        *fill.page.lock().unwrap() = Some(text);
    });
    thread::park();
    page.lock().unwrap().take().ok_or(Dropped)
}

fn main() {}
