// refused: too-concurrent — all three are asked at once

use lab::FakeApi;

pub async fn receipt(api: &FakeApi, id: u32) -> String {
    let (name, items, ()) = tokio::join!(name(api, id), items(api, id), count_sale(api));
    format!("{name}: {items}")
}

async fn name(api: &FakeApi, id: u32) -> String {
    api.user(id).await.name
}

async fn items(api: &FakeApi, id: u32) -> String {
    let orders = api.orders(id).await;
    let items: Vec<String> = orders.into_iter().map(|order| order.item).collect();
    items.join(", ")
}

async fn count_sale(api: &FakeApi) {
    api.page(1).await;
}

fn main() {}
