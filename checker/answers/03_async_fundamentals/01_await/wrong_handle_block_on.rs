// refused: panicked — the stubs stay as they are and enter the runtime a second time

use lab::FakeApi;
use tokio::runtime::Handle;

pub async fn receipt(api: &FakeApi, id: u32) -> String {
    let name = name(api, id);
    let items = items(api, id);
    count_sale(api);
    format!("{name}: {items}")
}

fn name(api: &FakeApi, id: u32) -> String {
    Handle::current().block_on(api.user(id)).name
}

fn items(api: &FakeApi, id: u32) -> String {
    let orders = Handle::current().block_on(api.orders(id));
    let items: Vec<String> = orders.into_iter().map(|order| order.item).collect();
    items.join(", ")
}

fn count_sale(api: &FakeApi) {
    Handle::current().block_on(api.page(1));
}

fn main() {}
