// accepted: all futures at once, which wait for one of the permits before they ask

use futures::future::join_all;
use lab::FakeApi;
use tokio::sync::Semaphore;

/// Fetch the page of every id with `FakeApi::page`, and return the texts in the
/// order of `ids`, whatever each page takes.
///
/// Never more than `at_once` requests are under way. The first `at_once` start
/// together, and whenever the oldest of them is done, the next one starts without
/// waiting for the others. `at_once` is at least 1.
pub async fn catalogue(api: &FakeApi, ids: Vec<u32>, at_once: usize) -> Vec<String> {
    let permits = Semaphore::new(at_once);
    let pages = ids.into_iter().map(async |id| {
        let _permit = permits.acquire().await.expect("nobody closes it");
        api.page(id).await
    });
    join_all(pages).await
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let api = FakeApi::new();
    let pages = catalogue(&api, vec![3, 1, 4, 1, 5, 9, 2, 6], 3).await;
    println!("{}", pages.join(", "));
    println!("At most {} requests at a time.", api.journal().peak());
}
