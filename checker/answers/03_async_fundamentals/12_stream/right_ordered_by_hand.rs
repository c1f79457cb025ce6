// accepted: a queue that gets the next request when the oldest is done

use futures::{StreamExt, stream};
use lab::FakeApi;

pub async fn catalogue(api: &FakeApi, ids: Vec<u32>, at_once: usize) -> Vec<String> {
    let mut ids = ids.into_iter();
    let mut queue = stream::FuturesOrdered::new();
    for id in ids.by_ref().take(at_once) {
        queue.push_back(api.page(id))
    }
    let mut texts = vec![];
    while let Some(text) = queue.next().await {
        texts.push(text);
        if let Some(id) = ids.next() {
            queue.push_back(api.page(id))
        }
    }
    texts
}

fn main() {}
