// refused: blocks-runtime — the only thread waits for a timer that it would have to run itself

use futures::executor::block_on;
use lab::FakeApi;

pub async fn receipt(api: &FakeApi, id: u32) -> String {
    let name = name(api, id);
    let items = items(api, id);
    count_sale(api);
    format!("{name}: {items}")
}

fn name(api: &FakeApi, id: u32) -> String {
    block_on(api.user(id)).name
}

fn items(api: &FakeApi, id: u32) -> String {
    let orders = block_on(api.orders(id));
    let items: Vec<String> = orders.into_iter().map(|order| order.item).collect();
    items.join(", ")
}

fn count_sale(api: &FakeApi) {
    block_on(api.page(1));
}

fn main() {}
