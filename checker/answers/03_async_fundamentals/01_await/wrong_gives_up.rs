// refused: too-early — page 1 is given up after a second

use lab::FakeApi;
use std::time::Duration;

async fn name(api: &FakeApi, id: u32) -> String {
    api.user(id).await.name
}

async fn items(api: &FakeApi, id: u32) -> String {
    api.orders(id)
        .await
        .into_iter()
        .map(|ordered| ordered.item)
        .collect::<Vec<_>>()
        .join(", ")
}

pub async fn receipt(api: &FakeApi, id: u32) -> String {
    let name = name(api, id).await;
    let items = items(api, id).await;
    let _ = tokio::time::timeout(Duration::from_secs(1), api.page(1)).await;
    format!("{name}: {items}")
}

fn main() {}
