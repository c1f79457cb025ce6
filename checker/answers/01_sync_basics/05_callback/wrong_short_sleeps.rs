// refused: busy-waits — the thread wakes up a thousand times a second to look

use lab::CallbackApi;
use std::sync::mpsc::{self, TryRecvError};
use std::thread;
use std::time::Duration;

#[derive(Debug, PartialEq, Eq)]
pub struct Dropped;

pub fn fetch_sync(api: &CallbackApi, id: u32) -> Result<String, Dropped> {
    let (sender, receiver) = mpsc::channel();
    api.fetch(id, move |page| {
        let _ = sender.send(page);
    });
    loop {
        match receiver.try_recv() {
            Ok(page) => return Ok(page),
            Err(TryRecvError::Disconnected) => return Err(Dropped),
            Err(TryRecvError::Empty) => thread::sleep(Duration::from_millis(1)),
        }
    }
}

fn main() {}
