// refused: wrong-result — blanks around the page are cut off

use lab::CallbackApi;
use std::sync::mpsc;

#[derive(Debug, PartialEq, Eq)]
pub struct Dropped;

pub fn fetch_sync(api: &CallbackApi, id: u32) -> Result<String, Dropped> {
    let (s, r) = mpsc::channel();
    api.fetch(id, move |t| {
        let _ = s.send(t.trim().to_owned());
    });
    r.recv().map_err(|_| Dropped)
}

fn main() {}
