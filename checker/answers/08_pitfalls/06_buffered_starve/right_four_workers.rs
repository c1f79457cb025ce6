// accepted: four tasks share the ids, and send each page to its place

use futures::StreamExt;
use lab::FakeApi;
use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use tokio::sync::Semaphore;
use tokio::task::JoinSet;

pub async fn print_all(api: &FakeApi, ids: Vec<u32>, mut print: impl AsyncFnMut(String)) {
    let (mut desks, mut pages) = (VecDeque::new(), VecDeque::new());
    for id in ids {
        let (sender, receiver) = tokio::sync::oneshot::channel();
        desks.push_back((id, sender));
        pages.push_back(receiver);
    }
    let desks = Arc::new(Mutex::new(desks));
    let ahead = Arc::new(Semaphore::new(8));
    let mut workers = JoinSet::new();
    for _ in 0..4 {
        let (api, desks, ahead) = (api.clone(), desks.clone(), ahead.clone());
        workers.spawn(async move {
            loop {
                ahead.acquire().await.expect("never closed").forget();
                let next = desks.lock().unwrap().pop_front();
                let Some((id, sender)) = next else { return };
                let _ = sender.send(api.page(id).await);
            }
        });
    }
    for page in pages {
        let page = page.await.expect("a worker does not panic");
        ahead.add_permits(1);
        print(page).await;
    }
}

fn main() {}
