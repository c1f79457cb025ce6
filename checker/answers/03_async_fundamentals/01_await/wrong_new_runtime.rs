// refused: panicked — a second runtime inside of the first

use lab::FakeApi;
use tokio::runtime::Runtime;

pub async fn receipt(api: &FakeApi, id: u32) -> String {
    let name = name(api, id);
    let items = items(api, id);
    count_sale(api);
    format!("{name}: {items}")
}

fn name(api: &FakeApi, id: u32) -> String {
    Runtime::new().unwrap().block_on(api.user(id)).name
}

fn items(api: &FakeApi, id: u32) -> String {
    let orders = Runtime::new().unwrap().block_on(api.orders(id));
    let items: Vec<String> = orders.into_iter().map(|order| order.item).collect();
    items.join(", ")
}

fn count_sale(api: &FakeApi) {
    Runtime::new().unwrap().block_on(api.page(1));
}

fn main() {}
