// accepted: a oneshot channel, which has a blocking end

use lab::CallbackApi;
use tokio::sync::oneshot;

#[derive(Debug, PartialEq, Eq)]
pub struct Dropped;

pub fn fetch_sync(api: &CallbackApi, id: u32) -> Result<String, Dropped> {
    let (sender, receiver) = oneshot::channel();
    api.fetch(id, move |page| {
        let _ = sender.send(page);
    });
    receiver.blocking_recv().map_err(|_| Dropped)
}

fn main() {}
