// accepted: a task for each, awaited before the next one is started

use lab::FakeApi;

pub async fn receipt(api: &FakeApi, id: u32) -> String {
    let shop = api.clone();
    let name = tokio::spawn(async move { name(&shop, id).await });
    let name = name.await.unwrap();
    let shop = api.clone();
    let items = tokio::spawn(async move { items(&shop, id).await });
    let items = items.await.unwrap();
    let shop = api.clone();
    tokio::spawn(async move { count_sale(&shop).await })
        .await
        .unwrap();
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
