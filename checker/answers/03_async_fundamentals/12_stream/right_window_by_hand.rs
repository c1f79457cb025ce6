// accepted: a window of futures in order, filled up by hand

use futures::StreamExt;
use futures::stream::FuturesOrdered;
use lab::FakeApi;

/// Fetch the page of every id with `FakeApi::page`, and return the texts in the
/// order of `ids`, whatever each page takes.
///
/// Never more than `at_once` requests are under way. The first `at_once` start
/// together, and whenever the oldest of them is done, the next one starts without
/// waiting for the others. `at_once` is at least 1.
pub async fn catalogue(api: &FakeApi, ids: Vec<u32>, at_once: usize) -> Vec<String> {
    let mut ids = ids.into_iter();
    let mut window: FuturesOrdered<_> = ids.by_ref().take(at_once).map(|id| api.page(id)).collect();
    let mut pages = Vec::new();
    while let Some(page) = window.next().await {
        pages.push(page);
        if let Some(id) = ids.next() {
            window.push_back(api.page(id));
        }
    }
    pages
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let api = FakeApi::new();
    let pages = catalogue(&api, vec![3, 1, 4, 1, 5, 9, 2, 6], 3).await;
    println!("{}", pages.join(", "));
    println!("At most {} requests at a time.", api.journal().peak());
}
