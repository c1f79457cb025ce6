// refused: not-concurrent — only a request that ends now makes room, so the place of one that ended before stays empty

use lab::FakeApi;
use std::collections::VecDeque;
use tokio::task::JoinHandle;
use tokio::time::Instant;

fn start(api: &FakeApi, id: u32) -> JoinHandle<(String, Instant)> {
    let api = api.clone();
    tokio::spawn(async move { (api.page(id).await, Instant::now()) })
}

pub async fn catalogue(api: &FakeApi, ids: Vec<u32>, at_once: usize) -> Vec<String> {
    let mut ids = ids.into_iter();
    let first = ids.by_ref().take(at_once);
    let mut window: VecDeque<_> = first.map(|id| start(api, id)).collect();
    let mut pages = Vec::new();
    while let Some(oldest) = window.pop_front() {
        let (page, ended) = oldest.await.unwrap();
        pages.push(page);
        if ended == Instant::now() || window.is_empty() {
            window.extend(ids.next().map(|id| start(api, id)));
        }
    }
    pages
}

fn main() {}
