// refused: blocks-runtime — joins a thread that sleeps, with all three awaited as they should be

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
    std::thread::spawn(|| std::thread::sleep(Duration::from_millis(100)))
        .join()
        .unwrap();
    api.page(1).await;
    format!("{name}: {items}")
}

fn main() {}
