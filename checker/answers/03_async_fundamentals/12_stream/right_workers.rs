// accepted: so many workers that take ids from one queue, each page with its place

use futures::future::join_all;
use lab::FakeApi;
use std::cell::RefCell;

/// Fetch the page of every id with `FakeApi::page`, and return the texts in the
/// order of `ids`, whatever each page takes.
///
/// Never more than `at_once` requests are under way. The first `at_once` start
/// together, and whenever the oldest of them is done, the next one starts without
/// waiting for the others. `at_once` is at least 1.
pub async fn catalogue(api: &FakeApi, ids: Vec<u32>, at_once: usize) -> Vec<String> {
    let pages = RefCell::new(vec![String::new(); ids.len()]);
    let queue = RefCell::new(ids.into_iter().enumerate());
    let worker = async || {
        loop {
            let next = queue.borrow_mut().next();
            let Some((place, id)) = next else { break };
            let page = api.page(id).await;
            pages.borrow_mut()[place] = page;
        }
    };
    join_all((0..at_once).map(|_| worker())).await;
    pages.into_inner()
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let api = FakeApi::new();
    let pages = catalogue(&api, vec![3, 1, 4, 1, 5, 9, 2, 6], 3).await;
    println!("{}", pages.join(", "));
    println!("At most {} requests at a time.", api.journal().peak());
}
