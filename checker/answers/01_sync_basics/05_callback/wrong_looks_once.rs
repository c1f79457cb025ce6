// refused: wrong-result — the thread looks once, before anything can have come

use lab::CallbackApi;
use std::sync::mpsc;

#[derive(Debug, PartialEq, Eq)]
pub struct Dropped;

pub fn fetch_sync(api: &CallbackApi, id: u32) -> Result<String, Dropped> {
    let (sender, receiver) = mpsc::channel();
    api.fetch(id, move |page| {
        let _ = sender.send(page);
    });
    receiver.try_recv().map_err(|_| Dropped)
}

fn main() {}
