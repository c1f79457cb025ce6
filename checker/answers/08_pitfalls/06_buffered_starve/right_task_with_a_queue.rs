// accepted: tasks for the requests, in a queue of handles

use futures::{StreamExt, stream};
use lab::FakeApi;
use std::collections::VecDeque;

pub async fn print_all(api: &FakeApi, ids: Vec<u32>, mut print: impl AsyncFnMut(String)) {
    let mut ids = ids.into_iter();
    let mut under_way = VecDeque::new();
    loop {
        while under_way.len() < 4 {
            let Some(id) = ids.next() else { break };
            let api = api.clone();
            under_way.push_back(tokio::spawn(async move { api.page(id).await }));
        }
        let Some(next) = under_way.pop_front() else {
            return;
        };
        if let Ok(page) = next.await {
            print(page).await;
        }
    }
}

fn main() {}
