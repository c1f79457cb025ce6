// accepted: tasks in a stream, aborted when they are dropped

use futures::{StreamExt, stream};
use lab::FakeApi;
use tokio_util::task::AbortOnDropHandle;

pub async fn print_all(api: &FakeApi, ids: Vec<u32>, mut print: impl AsyncFnMut(String)) {
    let requests = stream::iter(ids).map(|id| {
        let api = api.clone();
        AbortOnDropHandle::new(tokio::spawn(async move { api.page(id).await }))
    });
    let mut pages = requests.buffered(4);
    while let Some(Ok(page)) = pages.next().await {
        print(page).await;
    }
}

fn main() {}
