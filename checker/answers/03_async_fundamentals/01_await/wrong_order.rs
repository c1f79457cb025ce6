// refused: wrong-result — the orders are asked for first

use lab::FakeApi;

pub async fn receipt(api: &FakeApi, id: u32) -> String {
    let items = items(api, id).await;
    let name = name(api, id).await;
    count_sale(api).await;
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
