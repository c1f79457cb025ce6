// refused: busy-waits — the wait ends twice a second, and begins again

use lab::CallbackApi;
use std::sync::mpsc;
use std::time::Duration;

#[derive(Debug, PartialEq, Eq)]
pub struct Dropped;

pub fn fetch_sync(api: &CallbackApi, id: u32) -> Result<String, Dropped> {
    let (s, r) = mpsc::channel();
    api.fetch(id, move |t| {
        let _ = s.send(t);
    });
    loop {
        match r.recv_timeout(Duration::from_millis(500)) {
            Ok(t) => return Ok(t),
            Err(mpsc::RecvTimeoutError::Disconnected) => return Err(Dropped),
            Err(_) => {}
        }
    }
}

fn main() {}
