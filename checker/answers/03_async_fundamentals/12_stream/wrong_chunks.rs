// refused: not-concurrent — each handful waits for the slowest page of the one before

use futures::future::join_all;
use lab::FakeApi;

/// Fetch the page of every id with `FakeApi::page`, and return the texts in the
/// order of `ids`, whatever each page takes.
///
/// Never more than `at_once` requests are under way. The first `at_once` start
/// together, and whenever the oldest of them is done, the next one starts without
/// waiting for the others. `at_once` is at least 1.
pub async fn catalogue(api: &FakeApi, ids: Vec<u32>, at_once: usize) -> Vec<String> {
    let mut pages = Vec::new();
    for few in ids.chunks(at_once) {
        pages.extend(join_all(few.iter().map(|id| api.page(*id))).await);
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
