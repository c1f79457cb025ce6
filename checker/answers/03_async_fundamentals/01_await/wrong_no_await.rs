// refused: does-not-compile — a future is printed in place of its output

use lab::FakeApi;

pub async fn receipt(api: &FakeApi, id: u32) -> String {
    let name = name(api, id).await;
    let items = items(api, id);
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
