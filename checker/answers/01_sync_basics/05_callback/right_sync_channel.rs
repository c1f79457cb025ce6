// accepted: a channel with room for the one page

use lab::CallbackApi;
use std::sync::mpsc;

#[derive(Debug, PartialEq, Eq)]
pub struct Dropped;

pub fn fetch_sync(api: &CallbackApi, id: u32) -> Result<String, Dropped> {
    let (sender, receiver) = mpsc::sync_channel(1);
    api.fetch(id, move |page| sender.send(page).unwrap_or_default());
    receiver.iter().next().ok_or(Dropped)
}

fn main() {}
