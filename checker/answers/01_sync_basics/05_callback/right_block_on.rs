// accepted: a future that is ready when the callback was called

use futures::channel::oneshot;
use futures::executor::block_on;
use lab::CallbackApi;

#[derive(Debug, PartialEq, Eq)]
pub struct Dropped;

pub fn fetch_sync(api: &CallbackApi, id: u32) -> Result<String, Dropped> {
    let (sender, receiver) = oneshot::channel();
    api.fetch(id, move |page| drop(sender.send(page)));
    block_on(receiver).map_err(|_| Dropped)
}

fn main() {}
