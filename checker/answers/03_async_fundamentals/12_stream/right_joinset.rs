// accepted: tasks in a set, each with its place in the list

use lab::FakeApi;
use tokio::task::JoinSet;

/// Fetch the page of every id with `FakeApi::page`, and return the texts in the
/// order of `ids`, whatever each page takes.
///
/// Never more than `at_once` requests are under way. The first `at_once` start
/// together, and whenever the oldest of them is done, the next one starts without
/// waiting for the others. `at_once` is at least 1.
pub async fn catalogue(api: &FakeApi, ids: Vec<u32>, at_once: usize) -> Vec<String> {
    let mut pages = vec![String::new(); ids.len()];
    let mut tasks = JoinSet::new();
    for (place, id) in ids.into_iter().enumerate() {
        if tasks.len() == at_once {
            let (place, page) = tasks
                .join_next()
                .await
                .expect("not empty")
                .expect("no panic");
            pages[place] = page;
        }
        let api = api.clone();
        tasks.spawn(async move { (place, api.page(id).await) });
    }
    for (place, page) in tasks.join_all().await {
        pages[place] = page;
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
