// accepted: the three requests stand in `receipt` itself

use lab::FakeApi;

pub async fn receipt(api: &FakeApi, id: u32) -> String {
    let name = api.user(id).await.name;
    let orders = api.orders(id).await;
    let _sales = api.page(1).await;
    let items: Vec<_> = orders.iter().map(|order| order.item.as_str()).collect();
    format!("{name}: {}", items.join(", "))
}

fn main() {}
