// accepted: plain functions that return futures

use futures::FutureExt;
use lab::FakeApi;

pub async fn receipt(api: &FakeApi, id: u32) -> String {
    let name = name(api, id).await;
    let items = items(api, id).await;
    count_sale(api).await;
    format!("{name}: {items}")
}

fn name(api: &FakeApi, id: u32) -> impl Future<Output = String> {
    api.user(id).map(|user| user.name)
}

fn items(api: &FakeApi, id: u32) -> impl Future<Output = String> {
    api.orders(id).map(|orders| {
        let mut items = String::new();
        for (index, order) in orders.iter().enumerate() {
            if index > 0 {
                items += ", ";
            }
            items += &order.item;
        }
        items
    })
}

fn count_sale(api: &FakeApi) -> impl Future<Output = ()> {
    api.page(1).map(drop)
}

fn main() {}
