// refused: too-early — a page that takes more than five seconds is empty

use lab::FakeApi;
use std::time::Duration;

pub async fn fetch_all(api: &FakeApi, ids: Vec<u32>) -> Vec<String> {
    futures::future::join_all(ids.iter().map(|&id| async move {
        tokio::time::timeout(Duration::from_secs(5), api.page(id))
            .await
            .unwrap_or_default()
    }))
    .await
}

fn main() {}
