// refused: hangs — a second sender is kept, so the receiver waits for it

use lab::CallbackApi;
use std::sync::mpsc;

#[derive(Debug, PartialEq, Eq)]
pub struct Dropped;

pub fn fetch_sync(api: &CallbackApi, id: u32) -> Result<String, Dropped> {
    let (sender, receiver) = mpsc::channel();
    let callbacks = sender.clone();
    api.fetch(id, move |page| {
        let _ = callbacks.send(page);
    });
    let result = receiver.recv().map_err(|_| Dropped);
    drop(sender);
    result
}

fn main() {}
