// accepted: a task for each page, a permit for its request and another until it is printed

use futures::{StreamExt, stream};
use lab::FakeApi;
use std::sync::Arc;
use tokio::sync::{Semaphore, mpsc};

pub async fn print_all(api: &FakeApi, ids: Vec<u32>, mut print: impl AsyncFnMut(String)) {
    let (sender, mut receiver) = mpsc::channel(2);
    let api = api.clone();
    let at_once = Arc::new(Semaphore::new(4));
    tokio::spawn(async move {
        for id in ids {
            let Ok(permit) = at_once.clone().acquire_owned().await else {
                return;
            };
            let api = api.clone();
            let page = tokio::spawn(async move {
                let page = api.page(id).await;
                drop(permit);
                page
            });
            if sender.send(page).await.is_err() {
                return;
            }
        }
    });
    while let Some(page) = receiver.recv().await {
        if let Ok(page) = page.await {
            print(page).await;
        }
    }
}

fn main() {}
