// refused: wrong-result — who ordered nothing is not counted as a sale

use lab::FakeApi;

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
    if !items.is_empty() {
        api.page(1).await;
    }
    format!("{name}: {items}")
}

fn main() {}
