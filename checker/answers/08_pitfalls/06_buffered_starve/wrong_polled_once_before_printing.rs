// refused: late — the requests are polled once before each printing, and not meanwhile

use futures::{StreamExt, stream};
use lab::FakeApi;

pub async fn print_all(api: &FakeApi, ids: Vec<u32>, mut print: impl AsyncFnMut(String)) {
    let mut pages = std::pin::pin!(
        stream::iter(ids)
            .map(|id| api.page(id))
            .buffered(4)
            .peekable()
    );
    while let Some(page) = pages.next().await {
        let _ = futures::poll!(pages.as_mut().peek());
        print(page).await;
    }
}

fn main() {}
